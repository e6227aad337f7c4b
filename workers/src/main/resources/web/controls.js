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

function pressed(event, actions, always, inTask) {
  if (menus.anyOpen() || event.repeat) return;
  const key = event.key.toLowerCase();
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
  } else if (free && handled(event, key, actions, inTask)) {
    event.preventDefault();
  }
}

/** Whether this key means something in a task. */
function handled(event, key, actions, inTask) {
  if (event.target.closest("#dimensions")) return notes.press(event);
  if (inTask[key]) inTask[key]();
  else if (key === "enter" && !$("submit").hidden && !event.target.closest("button, a")) actions.submit();
  else return form.press(event);
  return true;
}
