// Shows one task: its prompt, its guidelines, and the form for its answer.

import { $, element } from "./dom.js";
import { FORMS } from "./forms/forms.js";
import * as panel from "./text/panel.js";
import * as notes from "./notes.js";
import * as marks from "./text/differences.js";
import * as practice from "./practice.js";
import { dollars } from "./words.js";

let form = null;
let kind = null;

const turns = (prompt) => (typeof prompt === "string" ? [{ content: prompt }] : prompt);

function prompt(given) {
  return turns(given).flatMap(({ role, content }) => [
    ...(role ? [element("h3", { class: "role", text: role })] : []),
    panel.panel(content),
  ]);
}

function guide(task) {
  $("guidelines").replaceChildren(...(task.guidelines ? [panel.panel(task.guidelines)] : []));
  $("rubric").replaceChildren(
    ...task.rubric.flatMap(({ name, description }) => [
      element("dt", { text: name }),
      element("dd", { text: description ?? "" }),
    ]),
  );
}

/** Takes the texts apart first, so that the page changes once. */
export async function prepare(task) {
  await panel.prepare(
    ...turns(task.prompt).map((turn) => turn.content),
    ...task.responses.map((response) => response.text),
    task.guidelines,
  );
}

/**
 * Shows what was prepared.
 *
 * @param ui {submit(answer), changed()}: what the form calls
 * @param kept a draft for this lease, or null
 */
export function show(task, ui, kept) {
  form?.close?.();
  marks.clear();
  kind = FORMS[task.task_type];
  form = kind.open(task, ui);
  $("campaign").textContent = task.campaign;
  $("prompt").replaceChildren(...(kind.ownPrompt ? [] : prompt(task.prompt)));
  $("question").textContent = kind.ownPrompt ? "Dialog" : "Prompt";
  $("stage").replaceChildren(...form.stage);
  $("ask").textContent = kind.ask;
  $("form").replaceChildren(...form.bar);
  $("submit").hidden = !form.answer;
  $("submit").disabled = false;
  $("skip").disabled = Boolean(task.practice);
  $("differences").hidden = $("stage").querySelectorAll(".responses .text").length !== 2;
  $("differences").setAttribute("aria-pressed", "false");
  guide(task);
  practice.announce(task);
  $("pay").textContent = task.pay_per_hour_usd
    ? "pays " + dollars(task.pay_per_hour_usd) + " an hour"
    : "pays " + dollars(task.pay_usd);
  notes.show(task, ui.changed);
  if (kept) {
    notes.restore(kept.notes);
    if (form.restore && kept.answer) form.restore(kept.answer);
  }
  window.scrollTo(0, 0);
  $("question").focus({ preventScroll: true });
}

export const keys = () => form?.keys ?? [];
export const press = (event) => form.press(event);
export const missing = () => form.missing?.() ?? [];
export const answer = () => form.answer?.() ?? null;
export const draft = () => form.draft?.() ?? null;

/** Takes no second answer meanwhile. */
export function close(given) {
  form?.given?.(given);
  $("submit").disabled = $("skip").disabled = true;
}

/** Marks the words in which the two responses differ, or no more; returns what to tell. */
export function differences() {
  const on = $("differences").getAttribute("aria-pressed") !== "true";
  $("differences").setAttribute("aria-pressed", String(on));
  if (!on) {
    marks.clear();
    return "";
  }
  const [left, right] = $("stage").querySelectorAll(".responses .text");
  const places = marks.mark(left, right);
  if (places === null) return "They differ in too many places to mark each.";
  if (places === 0) return "No word differs" + (left.content === right.content ? "." : "; spaces or signs do: see them as written.");
  return places === 1 ? "They differ in one place; it is underlined." : "They differ in " + places + " places; those are underlined.";
}

export function asWritten() {
  panel.toggle();
  showAsWritten();
  if ($("differences").getAttribute("aria-pressed") === "true") {
    const [left, right] = $("stage").querySelectorAll(".responses .text");
    marks.mark(left, right);
  }
}

export function showAsWritten() {
  $("as-written").setAttribute("aria-pressed", String(panel.asWritten));
}
