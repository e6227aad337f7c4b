// Practice before the paid work: every answer is explained at once.

import { $ } from "./dom.js";
import { asText, dollars } from "./words.js";
import { panel } from "./text/panel.js";

const OUTCOMES = {
  open: "",
  passed: "You passed. From now on the tasks are real.",
  again: "That was not enough yet. Another try begins with the next question.",
  failed: "That was not enough, so this campaign has no tasks for you. Others may.",
};

/** Says what a practice question is, above it. */
export function announce(task) {
  $("practice").hidden = !task.practice;
  if (!task.practice) return;
  const { question, of, try: attempt, tries } = task.progress;
  $("practice-why").textContent = "";
  $("practice-what").textContent =
    "Practice: question " + question + " of " + of +
    (tries > 1 ? ", try " + attempt + " of " + tries : "") +
    ". You learn at once whether you were right. It pays " +
    (Number(task.pay_usd) === 0 ? "nothing." : dollars(task.pay_usd) + ".");
}

/** A test that may lift a pause says so. */
export function because(paused, campaign) {
  $("practice-why").textContent = paused.includes(campaign)
    ? "Your work on " + campaign + " is paused; this short test may lift the pause. "
    : "";
}

/** Shows whether an answer was right, and why; resolves when the person goes on. */
export function explain({ right, label, explanation, outcome }) {
  $("explained-head").textContent = right ? "Right" : "Not quite";
  $("explained-label").textContent = right ? "" : "The right answer is: " + asText(label) + ".";
  $("explained-why").replaceChildren(panel(explanation ?? ""));
  $("explained-outcome").textContent = OUTCOMES[outcome];
  $("explained").showModal();
  return new Promise((done) => ($("explained").onclose = done));
}
