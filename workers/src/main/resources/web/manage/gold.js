// The gold questions of a campaign: how people fare on them, what they say against them, and what a manager makes of it.

import { asText } from "../words.js";
import { campaignPath, post } from "./api.js";
import { confirmed } from "./confirm.js";
import { card, h, table } from "./dom.js";
import { count, plural, share, time } from "./format.js";

/**
 * @param view as the desk has it
 * @param status of the campaign
 * @param changed called after anything was done
 */
export function goldCard(view, status, house, changed) {
  const title = "Gold questions";
  if (view.pool === 0 && view.promotable === 0) return card(title, h("p", { class: "faint" }, "This campaign has none."));
  const doing = { name: status.name, house, changed };
  const waiting = view.questions.filter((question) => question.waiting);
  return card(
    title,
    view.pool === 0 ? null : figures(view, status.gold.rotation),
    waiting.length === 0 ? null : h("h3", {}, "To look at"),
    waiting.length === 0 ? null : h("ul", { class: "appeals", "aria-label": "Gold questions to look at" }, waiting.map((question) => toLookAt(question, doing))),
    view.pool === 0 ? null : list(view, doing),
    promotion(view, doing),
  );
}

const figure = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));

/** A person sees each question once: when the whole pool is seen, no more gold is shown to them. */
function figures(view, rotation) {
  const retired = view.pool - view.open;
  return h(
    "dl",
    { class: "figures", id: "gold-pool" },
    figure("In the pool", count(view.open) + (retired > 0 ? " and " + count(retired) + " retired" : "")),
    figure("Gone round", rotation.shown + " times"),
    figure("Seen by the average person", rotation.seen + " of " + count(view.open)),
    figure("Each person needs", rotation.needed === 0 ? "–" : count(rotation.needed)),
  );
}

const answer = (question) => (typeof question.label === "string" ? question.label : asText(question.label));
const storyLink = (question, name) => h("a", { href: "#/story/" + encodeURIComponent(name) + "/" + encodeURIComponent(question.id) }, question.id);

function toLookAt(question, doing) {
  return h(
    "li",
    { "data-gold": question.id },
    h("p", {}, h("b", {}, storyLink(question, doing.name)), " is known as " + answer(question) + "; " + (question.answered === 0 ? "nobody has answered it." : count(question.right) + " of " + plural(question.answered, "person", "people") + " say so.")),
    question.contests.map((contest) => [h("p", { class: "fine faint" }, contest.by + " · " + time(contest.at)), h("blockquote", {}, contest.words)]).flat(),
    question.decision === null ? null : h("p", { class: "fine faint" }, decided(question)),
    doing.house.manages ? h("p", { class: "buttons" }, button("Keep", question, () => decide(question, KEEP, doing)), button("Retire", question, () => decide(question, RETIRE, doing), "danger")) : null,
  );
}

const decided = (question) => (question.decision.decision === "kept" ? "Kept " : "Retired ") + time(question.decision.at) + ": " + question.decision.words;
const button = (words, question, act, kind = "") => h("button", { type: "button", class: kind, "aria-label": words + " " + question.id, onclick: act }, words);

const KEEP = {
  decision: "kept",
  what: (id) => ({ title: "Keep " + id + "?", text: "It is asked as before. What spoke against it until now is dealt with; only what comes later is shown here again.", yes: "Keep it" }),
};
const RETIRE = {
  decision: "retired",
  what: (id) => ({ title: "Retire " + id + "?", text: "It is shown to nobody any more, in this campaign and in all others. Answers to it stay what they were: paid, and counted for people’s standing.", yes: "Retire it", danger: true }),
};

async function decide(question, { decision, what }, { name, house, changed }) {
  const words = await confirmed({ ...what(question.id), field: { label: "Why? Your words are kept with the question." } });
  if (words === null) return;
  if (await house.doing(() => post(campaignPath(name, "/gold"), { id: question.id, decision, words }))) changed();
}

function list(view, doing) {
  const head = ["Question", "Known answer", "Right", "Contested", "From", "State"];
  return h(
    "div",
    { id: "gold-questions" },
    table(
      "Gold questions",
      doing.house.manages ? [...head, "Actions"] : head,
      view.questions.map((question) => [
        storyLink(question, doing.name),
        answer(question),
        share(question.right, question.answered),
        question.contests.length === 0 ? "–" : plural(question.contests.length, "time"),
        question.source === "" ? "–" : "experts of " + question.source,
        state(question),
        ...(doing.house.manages ? [question.retired ? "" : button("Retire", question, () => decide(question, RETIRE, doing), "quiet danger")] : []),
      ]),
    ),
    view.questions.length < view.pool ? h("p", { class: "fine faint" }, "The first " + count(view.questions.length) + " of " + count(view.pool) + ": those to look at, then the worst answered.") : null,
  );
}

function state(question) {
  const [kind, word] = question.retired ? ["suspended", "retired"] : question.waiting ? ["paused", "to look at"] : ["active", question.decision === null ? "asked" : "kept"];
  return h("span", { class: "badge " + kind, title: question.decision === null ? null : decided(question) }, word);
}

function promotion(view, { name, house, changed }) {
  if (!house.manages) return null;
  const promote = async () => {
    const what = { title: "Promote " + plural(view.promotable, "pair") + "?", text: "Pairs on which all experts of " + name + " agree become gold questions of every campaign that is started later, with the experts’ labels as their evidence. This campaign keeps its own pool.", yes: "Promote" };
    if ((await confirmed(what)) === null) return;
    if (await house.doing(() => post("/api/gold/promote", { campaign: name }))) changed();
  };
  return h(
    "p",
    { class: "promotion" },
    view.promotable === 0 ? h("span", { class: "fine faint" }, "No pair that experts agree on waits to become gold for later campaigns.") : h("button", { id: "promote", type: "button", onclick: promote }, "Promote " + plural(view.promotable, "pair") + " that experts agree on"),
  );
}
