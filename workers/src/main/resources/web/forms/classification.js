// Which class an item belongs to.

import { choices } from "./choices.js";
import { responses } from "./responses.js";

export const ask = "Which class fits?";

export function open(task, ui) {
  const list = task.labels.map((value) => ({ value, text: value }));
  const made = choices(list, (label) => ui.submit({ label }));
  return {
    stage: task.responses.length > 0 ? [responses(task.responses)] : [],
    bar: [made.element],
    keys: list.slice(0, 10).map(({ text }, i) => [String((i + 1) % 10), text]),
    press: (event) => made.press(event.key),
    given: (answer) => made.given(answer?.label),
  };
}
