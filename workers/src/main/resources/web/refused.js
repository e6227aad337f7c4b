// An answer that the desk did not take: what the person wrote stays on the screen until they go on.

import { $ } from "./dom.js";
import { mention } from "./notice.js";

const SIMPLE = ["label", "seconds"];

/** Whether an answer has more in it than a choice that is made again at once. */
export const hasWords = (body) => Object.keys(body).some((field) => !SIMPLE.includes(field));

function written(body) {
  return Object.entries(body)
    .filter(([field]) => field !== "seconds")
    .map(([field, value]) => (typeof value === "string" && value.includes("\n") ? field + ":\n" : field + ": ") + (typeof value === "string" ? value : JSON.stringify(value)))
    .join("\n");
}

/** Why, in words for the person. */
export function why(e) {
  return e.status === 410
    ? "It came too late: the time for this item was over, so it went back to the others."
    : e.message;
}

export function show(reason, body, goOn) {
  $("refused-why").textContent = reason;
  $("refused-text").value = written(body);
  $("refused-copy").onclick = copy;
  $("refused-on").onclick = goOn;
  $("refused-head").focus();
}

async function copy() {
  $("refused-text").select();
  try {
    await navigator.clipboard.writeText($("refused-text").value);
    mention("Copied.");
  } catch {
    mention(document.execCommand("copy") ? "Copied." : "Press Ctrl C to copy what is selected.");
  }
}
