// The one line in which the page tells something.

import { $ } from "./dom.js";

const BRIEFLY = 8_000;

let timer = null;

export function say(text) {
  clearTimeout(timer);
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

/** What may be missed. */
export function mention(text) {
  say(text);
  timer = setTimeout(unsay, BRIEFLY);
}

export const unsay = () => say("");
