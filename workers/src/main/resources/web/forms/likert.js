// How good a response is on each dimension of the rubric.

import { responses } from "./responses.js";
import { rows } from "./rows.js";

export const ask = "How good is the response?";

export function open(task, ui) {
  const questions = task.rubric.map(({ name, description }) => ({ key: name, title: name, about: description }));
  const points = Array.from({ length: task.points }, (_, i) => i + 1);
  const choices = points.map((n) => ({ value: n, text: String(n), name: n + " of " + task.points }));
  const made = rows(questions, choices, ui.changed);
  return {
    stage: [responses(task.responses)],
    bar: [made.element],
    keys: [
      ["1–" + (task.points < 10 ? task.points : "9, 0"), "Rate the marked dimension, from worst to best"],
      ["↑ ↓", "Another dimension"],
    ],
    press(event) {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        made.move(event.key === "ArrowUp" ? -1 : 1);
        return true;
      }
      return /^\d$/.test(event.key) && made.digit(Number(event.key) || 10);
    },
    missing: () => made.missing().map((title) => "no rating of " + title),
    answer: () => ({ ratings: made.values() }),
    draft: made.values,
    restore: made.set,
  };
}
