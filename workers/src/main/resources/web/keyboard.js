// Which key does what, where no field has the focus.

import { $, typing } from "./dom.js";
import { anyOpen } from "./menus.js";
import * as form from "./task.js";
import * as notes from "./notes.js";

/** @param actions {free(): a task may be worked on, submit(), keys: what a key does with a task, always: … without one} */
export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    if (anyOpen() || event.repeat) return;
    const key = event.key.toLowerCase();
    const free = !$("task").hidden && actions.free();
    if (key === "enter" && free && (event.ctrlKey || event.metaKey)) {
      if (!$("submit").hidden) actions.submit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (key === "escape") $("question").focus({ preventScroll: true });
    } else if (handled(event, key, free, actions)) {
      event.preventDefault();
    }
  });
}

/** Whether this key means something. */
function handled(event, key, free, actions) {
  if (actions.always[key]) actions.always[key]();
  else if (!free) return false;
  else if (event.target.closest("#dimensions")) return notes.press(event);
  else if (actions.keys[key]) actions.keys[key]();
  else if (key === "enter" && !$("submit").hidden && !event.target.closest("button, a")) actions.submit();
  else return form.press(event);
  return true;
}
