// Which key and which button does what.

import { $, typing } from "./dom.js";
import * as menus from "./menus.js";
import * as notes from "./notes.js";
import { mention } from "./notice.js";
import * as sides from "./sides.js";
import * as form from "./task.js";

const differences = () => mention(form.differences());

/** @param actions {submit, skip, undo, contest}, and free(): whether the task in hand may be worked on */
export function listen(actions) {
  const always = { "?": menus.help, u: actions.undo, x: actions.contest };
  const inTask = {
    s: () => $("skip").click(),
    c: sides.comment,
    g: sides.guide,
    d: () => $("differences").click(),
    w: form.asWritten,
    escape: sides.close,
  };
  document.addEventListener("keydown", (event) => pressed(event, actions, always, inTask));
  const buttons = {
    "show-help": menus.help,
    submit: actions.submit,
    skip: actions.skip,
    "show-notes": sides.notes,
    "show-guide": sides.guide,
    differences,
    "as-written": form.asWritten,
    undo: actions.undo,
    contest: actions.contest,
  };
  for (const [id, act] of Object.entries(buttons)) $(id).addEventListener("click", () => act());
}

/** The key as a Latin keyboard without Shift has it: digits and letters are where people expect them on any. */
function keyOf({ key, code, shiftKey }) {
  if (/^Digit\d$/.test(code) && !shiftKey) return code.at(-1);
  return /^[^\x00-\x7f]$/u.test(key) && /^Key[A-Z]$/.test(code) ? code.at(-1).toLowerCase() : key;
}

function pressed(event, actions, always, inTask) {
  if (menus.anyOpen() || event.repeat) return;
  const given = keyOf(event);
  const key = given.toLowerCase();
  const free = !$("task").hidden && actions.free();
  if (key === "enter" && free && (event.ctrlKey || event.metaKey)) {
    if (!$("submit").hidden) actions.submit();
  } else if (event.ctrlKey || event.metaKey || event.altKey) {
    // the browser's own
  } else if (typing(event.target)) {
    if (key === "escape") $("question").focus({ preventScroll: true });
  } else if (always[key]) {
    always[key]();
    event.preventDefault();
  } else if (free && handled(event.target, { key: given, shiftKey: event.shiftKey }, actions, inTask)) {
    event.preventDefault();
  }
}

/** Whether this key means something in a task. */
function handled(target, press, actions, inTask) {
  if (target.closest("#dimensions")) return notes.press(press);
  const act = inTask[press.key.toLowerCase()];
  if (act) act();
  else if (press.key === "Enter" && !$("submit").hidden && !target.closest("button, a")) actions.submit();
  else return form.press(press);
  return true;
}
