// Everybody who labels: adding, suspending, reinstating, new tokens.

import { get, post } from "./api.js";
import { personActions } from "./annotators.js";
import { shownOnce } from "./confirm.js";
import { card, field, h, table } from "./dom.js";
import { words } from "./format.js";

export const TIERS = ["crowd", "trained", "expert", "domain_specialist"];

const list = (text) => text.split(",").map((each) => each.trim()).filter(Boolean);

export async function people(page, house) {
  document.title = "Assay: people";
  const everybody = h("div", { id: "everybody" });
  const show = async () => {
    const all = await get("/api/annotators");
    everybody.replaceChildren(
      all.length === 0
        ? h("p", { class: "faint" }, "Nobody yet.")
        : table(
            "People",
            ["Name", "Tier", "Specialized in", "Languages", "Standing", "Actions"],
            all.map((person) => [
              person.name,
              words(person.tier),
              person.specializations.join(", ") || "–",
              person.languages.join(", ") || "–",
              !person.active
                ? h("span", { class: "badge suspended" }, "suspended")
                : person.paused.length
                  ? h("span", { class: "badge paused" }, "paused in " + person.paused.join(", "))
                  : h("span", { class: "badge active" }, "active"),
              personActions({ ...person, held: person.paused.length > 0 }, house, () => house.doing(show)),
            ]),
          ),
    );
  };
  page.append(h("h2", { class: "title" }, "People"), card("Add somebody", adding(house, show)), card("Everybody who labels", everybody));
  await show();
}

function adding(house, show) {
  const name = h("input", { required: true, autocomplete: "off", id: "new-name" });
  const tier = h("select", { id: "new-tier" }, TIERS.map((each) => h("option", { value: each, selected: each === "trained" }, words(each))));
  const domains = h("input", { autocomplete: "off", id: "new-domains" });
  const languages = h("input", { autocomplete: "off", id: "new-languages" });
  return h(
    "form",
    {
      class: "fields",
      onsubmit: (event) => {
        event.preventDefault();
        house.doing(async () => {
          const added = await post("/api/annotators", { name: name.value.trim(), tier: tier.value, specializations: list(domains.value), languages: list(languages.value) });
          event.target.reset();
          await shownOnce("The token of " + added.name, "It is shown this once. Hand it over on a safe way.", added.token);
          await show();
        });
      },
    },
    field("Name", name),
    field("Tier", tier),
    field("Specialized in", domains, "such as law, medicine"),
    field("Languages", languages, "such as en, de"),
    h("p", { class: "buttons" }, h("button", { class: "strong", type: "submit" }, "Add")),
  );
}
