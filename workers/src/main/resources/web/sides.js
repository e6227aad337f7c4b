// What stands beside the item: the guidelines, and a person's notes.

import { $ } from "./dom.js";

function toggle(id, focus) {
  const opened = $(id).hidden;
  $(id).hidden = !opened;
  $("show-" + id).setAttribute("aria-expanded", String(opened));
  if (opened) $(focus).focus();
}

export const guide = () => toggle("guide", "guide-head");
export const notes = () => toggle("notes", "comment");

/** To the comment, whether or not the notes are open. */
export const comment = () => ($("notes").hidden ? notes() : $("comment").focus());

export function close() {
  if (!$("notes").hidden) notes();
  if (!$("guide").hidden) guide();
}
