// An answer in the person's own words.

import { element } from "../dom.js";
import { responses } from "./responses.js";

const LONGEST = 20_000;

export const ask = "Write your answer";

export function open(task, ui) {
  const count = element("p", { class: "count fine faint", id: "text-count", role: "status" });
  const field = element("textarea", {
    id: "free-text",
    rows: "6",
    "aria-labelledby": "ask",
    "aria-describedby": "text-count",
    oninput: () => {
      draw();
      ui.changed();
    },
  });
  // As the desk counts them.
  const length = () => [...field.value].length;
  function draw() {
    const rest = LONGEST - length();
    count.textContent = rest < 0 ? -rest + " characters too many" : rest < 1_000 ? rest + " characters left" : "";
  }
  return {
    stage: task.responses.length > 0 ? [responses(task.responses)] : [],
    bar: [field, count],
    keys: [["T", "Write"], ["Ctrl Enter", "Submit, also while writing"]],
    press(event) {
      if (event.key.toLowerCase() !== "t") return false;
      field.focus();
      return true;
    },
    missing: () => [
      ...(field.value.trim() ? [] : ["nothing is written"]),
      ...(length() > LONGEST ? ["the text is longer than " + LONGEST.toLocaleString("en") + " characters"] : []),
    ],
    answer: () => ({ text: field.value }),
    draft: () => field.value,
    restore: (text) => {
      field.value = text;
      draw();
    },
  };
}
