// The one line in which the page tells something.

import { $ } from "./dom.js";

export function say(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

export const unsay = () => say("");
