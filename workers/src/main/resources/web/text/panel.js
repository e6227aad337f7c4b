// A text on the page, rendered or as written; one switch for all of them.

import { element } from "../dom.js";
import { lex } from "./lexing.js";
import { all } from "./markdown.js";
import { set } from "./math.js";

const KEY = "as-written";
const texts = new Map(); // of the item in hand: text -> tokens, or null

export let asWritten = localStorage.getItem(KEY) === "yes";

/** Takes the texts of an item apart; to be awaited before its panels are made. */
export async function prepare(...contents) {
  texts.clear();
  for (const content of contents) {
    if (!texts.has(content)) texts.set(content, await lex(content));
  }
}

/**
 * An element with this text.
 *
 * @param exact it stays as written: offsets into it are counted
 */
export function panel(content, { id, exact = false } = {}) {
  const made = element("div", { class: "text", dir: "auto", ...(id ? { id } : {}) });
  made.content = content;
  made.exact = exact;
  fill(made);
  return made;
}

function fill(made) {
  const tokens = asWritten || made.exact ? null : texts.get(made.content);
  made.classList.toggle("written", !tokens);
  if (!tokens) {
    made.textContent = made.content;
    return;
  }
  made.replaceChildren(...all(tokens));
  set(made);
}

/** Shows all texts the other way; remembered. */
export function toggle() {
  asWritten = !asWritten;
  localStorage.setItem(KEY, asWritten ? "yes" : "no");
  for (const made of document.querySelectorAll(".text")) if (made.content !== undefined) fill(made);
}

/** Whether some text could not be taken apart. */
export const someOnlyAsWritten = () => [...texts.values()].includes(null);
