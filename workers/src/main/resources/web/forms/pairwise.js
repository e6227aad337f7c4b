// Which of two responses is better.

import { choices } from "./choices.js";
import { responses } from "./responses.js";

const WORDS = {
  "A>>": "A is much better",
  "A>": "A is better",
  "=": "About the same",
  "B>": "B is better",
  "B>>": "B is much better",
};

export const ask = "Which response is better?";

export function open(task, ui) {
  const list = task.labels.map((value) => ({ value, text: WORDS[value] ?? value }));
  const made = choices(list, (label) => ui.submit({ label }));
  return {
    stage: [responses(task.responses)],
    bar: [made.element],
    keys: list.map(({ text }, i) => [String(i + 1), text]),
    press: (event) => made.press(event.key),
    given: (answer) => made.given(answer?.label),
  };
}
