// Stretches of a response, each with a label. They may overlap where their labels differ.

import { element } from "../dom.js";
import { response } from "./responses.js";
import { Selected } from "./selected.js";

const LOOKS = 6; // kinds of highlight in the style sheet

export const ask = "Select words, then press the label they deserve";
export const exact = true; // offsets are counted in the text as it is written

export function open(task, ui) {
  const shown = task.responses[0];
  const article = response(shown, false, { exact: true });
  const selected = new Selected(article.querySelector(".text"), shown.text);
  const list = element("ul", { class: "found", "aria-label": "Labelled so far" });
  let spans = []; // [{start, end, label}], in UTF-16 units as the browser counts

  /** A stretch that touches one with the same label becomes one with it. */
  function add(label) {
    const chosen = selected.get();
    if (!chosen || !label) return false;
    const joined = spans.filter((s) => s.label === label && s.start < chosen.end && s.end > chosen.start);
    spans = spans.filter((s) => !joined.includes(s));
    spans.push({
      start: Math.min(chosen.start, ...joined.map((s) => s.start)),
      end: Math.max(chosen.end, ...joined.map((s) => s.end)),
      label,
    });
    spans.sort((a, b) => a.start - b.start || a.end - b.end);
    selected.clear();
    changed();
    return true;
  }
  function remove(span) {
    spans = spans.filter((s) => s !== span);
    changed();
  }
  function changed() {
    draw();
    ui.changed();
  }
  function draw() {
    for (let i = 0; i < LOOKS; i++) {
      const ranges = spans.filter((s) => task.labels.indexOf(s.label) % LOOKS === i).map((s) => selected.range(s));
      CSS.highlights.set("label-" + (i + 1), new Highlight(...ranges));
    }
    list.replaceChildren(
      ...spans.map((span) =>
        element(
          "li",
          {},
          element("span", { class: "look look-" + ((task.labels.indexOf(span.label) % LOOKS) + 1), text: span.label }),
          element("q", { text: shown.text.slice(span.start, span.end) }),
          element("button", { type: "button", class: "quiet", text: "Remove", "aria-label": "Remove " + span.label + ": " + shown.text.slice(span.start, span.end), onclick: () => remove(span) }),
        ),
      ),
    );
    if (spans.length === 0) list.append(element("li", { class: "faint", text: "Nothing labelled yet. If there is nothing to find, submit as it is." }));
  }
  const buttons = task.labels.map((label, i) =>
    element(
      "button",
      { type: "button", "data-label": label, onmousedown: (event) => event.preventDefault(), onclick: () => add(label) },
      ...(i < 9 ? [element("kbd", { text: String(i + 1), "aria-hidden": "true" })] : []),
      element("span", { class: "look look-" + ((i % LOOKS) + 1), text: label }),
    ),
  );
  draw();
  return {
    stage: [article],
    bar: [element("div", { id: "labels", role: "group", "aria-labelledby": "ask" }, ...buttons), list],
    keys: [
      ["← →", "Select the word before or after"],
      ["Shift ← →", "Make the selection longer or shorter by a word"],
      ["[ ]", "… by a character"],
      ["1–" + Math.min(9, task.labels.length), "Label what is selected"],
      ["Backspace", "Remove the last label"],
    ],
    press(event) {
      if (event.key === "Backspace" && spans.length > 0) {
        remove(spans.at(-1));
        return true;
      }
      return selected.press(event) || (/^[1-9]$/.test(event.key) && add(task.labels[Number(event.key) - 1]));
    },
    missing: () => [],
    answer: () => ({ spans: spans.map((s) => ({ start: points(s.start), end: points(s.end), label: s.label })) }),
    draft: () => spans,
    restore(kept) {
      spans = kept;
      draw();
    },
    close() {
      for (let i = 1; i <= LOOKS; i++) CSS.highlights.delete("label-" + i);
    },
  };

  /** The desk counts Unicode code points, the browser UTF-16 units. */
  function points(at) {
    return [...shown.text.slice(0, at)].length;
  }
}
