// A dialog: each turn of the assistant, and the whole.

import { element } from "../dom.js";
import { panel } from "../text/panel.js";
import { rows } from "./rows.js";

const WHOLE = "whole";

export const ask = "The whole dialog";
export const ownPrompt = true; // the dialog is the prompt

export function open(task, ui) {
  const turns = task.prompt.map((turn, i) => ({ ...turn, key: String(i) }));
  const judged = turns.filter((turn) => turn.role === "assistant");
  const questions = judged.map(({ key }, i) => ({ key, title: "Turn " + (i + 1) }));
  const choices = task.labels.map((value, i) => ({ value, text: i + 1 + " " + value, name: value }));
  const made = rows([...questions, { key: WHOLE, title: "Whole dialog" }], choices, ui.changed);
  const row = (key) => made.each.find((each) => each.dataset.key === key);
  return {
    stage: [
      element(
        "ol",
        { class: "dialog" },
        ...turns.map((turn) =>
          element(
            "li",
            { class: "turn " + (turn.role === "assistant" ? "assistant" : "other") },
            element("h3", { class: "role", text: turn.role }),
            panel(turn.content),
            ...(row(turn.key) ? [row(turn.key)] : []),
          ),
        ),
      ),
    ],
    bar: [row(WHOLE)],
    keys: [
      ["1–" + Math.min(9, choices.length), "Label the marked turn and go on to the next, then the whole"],
      ["↑ ↓", "Another turn"],
    ],
    press(event) {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        made.move(event.key === "ArrowUp" ? -1 : 1);
        return true;
      }
      return /^\d$/.test(event.key) && made.digit(Number(event.key) || 10);
    },
    missing: () => made.missing().map((title) => "no label for " + title.toLowerCase()),
    answer() {
      const { [WHOLE]: label, ...labels } = made.values();
      return { turns: labels, label };
    },
    draft: made.values,
    restore: made.set,
  };
}
