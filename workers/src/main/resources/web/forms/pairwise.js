// Which of two responses is better.

import { label } from "../words.js";
import { choices } from "./choices.js";
import { responses } from "./responses.js";

export const ask = "Which response is better?";

export function open(task, ui) {
  const list = task.labels.map((value) => ({ value, text: label(value) }));
  const made = choices(list, (chosen) => ui.submit({ label: chosen }));
  return {
    stage: [responses(task.responses)],
    bar: [made.element],
    keys: list.map(({ text }, i) => [String(i + 1), text]),
    press: (event) => made.press(event.key),
    given: (answer) => made.given(answer?.label),
  };
}
