// The people of a campaign, with what a manager does about them.

import { post } from "./api.js";
import { confirmed, shownOnce } from "./confirm.js";
import { h, table } from "./dom.js";
import { count, money, share, words } from "./format.js";

export function annotatorTable(people, house, changed) {
  if (!people.length) return h("p", { class: "faint" }, "Nobody has taken an item yet.");
  const head = ["Person", "Tier", "Standing", "Labels", "Median time", "Gold right", "With the label", "Earned"];
  return table(
    "Annotators",
    house.manages ? [...head, "Actions"] : head,
    people.map((person) => [
      who(person),
      words(person.tier),
      h("span", { class: "badge " + person.standing }, person.standing),
      count(person.judgments),
      person.judgments === 0 ? "–" : person.seconds.toFixed(1) + " s",
      share(person.gold_right, person.gold_seen),
      share(person.agreed, person.compared),
      money(person.usd),
      ...(house.manages ? [personActions({ ...person, active: person.standing !== "suspended", held: person.standing !== "active" }, house, changed)] : []),
    ]),
  );
}

function who(person) {
  return person.name === undefined ? person.annotator : h("span", {}, person.name, " ", h("span", { class: "faint fine" }, person.annotator));
}

/** Suspend, reinstate, new token; each asks first. */
export function personActions(person, house, changed) {
  const act = async (what, command, then) => {
    const answer = await confirmed(what);
    if (answer === null) return;
    const reply = await house.doing(() => post("/api/annotators/" + person.id + "/" + command, what.field ? { reason: answer } : {}));
    if (reply) {
      await then?.(reply);
      changed();
    }
  };
  const button = (words, kind, act) => h("button", { type: "button", class: "quiet " + kind, onclick: act, "aria-label": words + " " + person.name }, words);
  const suspend = {
    title: "Suspend " + person.name + "?",
    text: "They are given no more work anywhere. Their labels in running campaigns count no more and those items are open again; what they did stays paid.",
    yes: "Suspend",
    danger: true,
    field: { label: "Why? They read your words, and may appeal." },
  };
  const reinstate = { title: "Reinstate " + person.name + "?", text: "They are given work again, with a fresh start on gold questions. What was voided stays void.", yes: "Reinstate" };
  const rotate = { title: "A new token for " + person.name + "?", text: "The old token and every session opened with it end at once.", yes: "Make a new token" };
  return h(
    "span",
    { class: "actions" },
    person.active ? button("Suspend", "danger", () => act(suspend, "suspend")) : null,
    !person.active || person.held ? button("Reinstate", "", () => act(reinstate, "reinstate")) : null,
    button("New token", "", () =>
      act(rotate, "rotate-token", (reply) => shownOnce("The new token of " + reply.name, "It is shown this once. Hand it over on a safe way.", reply.token)),
    ),
  );
}
