// What people say against a pause, a suspension, a flag or voided work, and what a manager decides.

import { get, post } from "./api.js";
import { card, h, refresh } from "./dom.js";
import { confirmed } from "./confirm.js";
import { time } from "./format.js";

const AGAINST = { pause: "a pause", suspension: "a suspension", flag: "a flag", void: "voided work" };
const FOLLOWS = {
  pause: "Upheld, the pause is lifted, with a fresh start on gold questions.",
  suspension: "Upheld, they are taken back; what was voided stays paid and uncounted.",
  flag: "Upheld, they are told of the flag no more.",
  void: "What was voided stays paid and uncounted in any case; others may have labelled the items since.",
};

export async function appeals(page, house) {
  document.title = "Assay: appeals";
  const open = h("div", { id: "open-appeals" });
  const decided = h("div", { id: "decided-appeals" });
  const show = async () => {
    const all = await get("/api/appeals");
    const list = (some, none) => (some.length ? h("ul", { class: "appeals" }, some.map((each) => appeal(each, house, show))) : h("p", { class: "faint" }, none));
    refresh(open, list(all.filter((each) => each.decision === null), "Nobody waits for a decision."));
    refresh(decided, list(all.filter((each) => each.decision !== null).reverse(), "None yet."));
  };
  page.append(h("h2", { class: "title" }, "Appeals"), card("To decide", open), card("Decided", decided));
  await show();
}

function appeal(each, house, show) {
  const against = AGAINST[each.about] ?? each.about;
  const decide = async (decision, title) => {
    const words = await confirmed({ title, text: FOLLOWS[each.about] ?? "", yes: title, field: { label: "Your words to " + each.name } });
    if (words === null) return;
    if (await house.doing(() => post("/api/appeals/" + each.id, { decision, words }))) await house.doing(show);
  };
  const button = (words, decision) => h("button", { type: "button", "aria-label": words + " appeal " + each.id, onclick: () => decide(decision, words) }, words);
  return h(
    "li",
    {},
    h("p", { class: "fine faint" }, time(each.at) + " · ", h("a", { href: "#/campaign/" + encodeURIComponent(each.campaign) }, each.campaign), each.lease === null ? "" : " · label " + each.lease),
    h("p", {}, h("b", {}, each.name), " against " + against + ":"),
    h("blockquote", {}, each.words),
    each.decision === null
      ? h("p", { class: "buttons" }, button("Uphold", "upheld"), button("Reject", "rejected"))
      : h("p", {}, h("span", { class: "badge " + (each.decision === "upheld" ? "active" : "suspended") }, each.decision), " " + time(each.decided_at) + ": " + each.answer),
  );
}
