// Questions under each other with the same choices: a digit answers the current one and goes on to the next.

import { element } from "../dom.js";

let groups = 0;

/**
 * @param questions [{key, title, about?}]
 * @param choices [{value, text, name}]: text is shown, name is read out
 * @param changed called after each choice
 * @returns element (and each row of it), digit(n) and move(by) for keys, values() by key, set(values), missing(): titles without an answer
 */
export function rows(questions, choices, changed, kind = "row") {
  let current = 0;
  const made = questions.map((question, i) => row(question, choices, kind, () => pick(i), changed));
  const holder = element("div", { class: "rows" }, ...made.map((r) => r.element));

  function mark() {
    made.forEach((r, i) => r.element.classList.toggle("current", i === current));
  }
  function pick(i) {
    current = i;
    mark();
  }
  function go(to) {
    const focused = made.some((r) => r.element.contains(document.activeElement));
    pick(Math.max(0, Math.min(made.length - 1, to)));
    if (focused) (made[current].radios.find((r) => r.checked) ?? made[current].radios[0]).focus();
    made[current].element.scrollIntoView({ block: "nearest" });
  }
  mark();
  return {
    element: holder,
    each: made.map((r) => r.element),
    digit(n) {
      const radio = made[current].radios[n - 1];
      if (!radio) return false;
      radio.checked = true;
      go(current + 1);
      changed();
      return true;
    },
    move: (by) => go(current + by),
    values: () =>
      Object.fromEntries(
        made.flatMap((r, i) => {
          const at = r.radios.findIndex((radio) => radio.checked);
          return at < 0 ? [] : [[questions[i].key, choices[at].value]];
        }),
      ),
    set(values) {
      made.forEach((r, i) => {
        const at = choices.findIndex((choice) => choice.value === values[questions[i].key]);
        if (at >= 0) r.radios[at].checked = true;
      });
      const open = made.findIndex((r) => !r.radios.some((radio) => radio.checked));
      pick(open < 0 ? made.length - 1 : open);
    },
    missing: () =>
      questions.filter((_, i) => !made[i].radios.some((radio) => radio.checked)).map((q) => q.title),
  };
}

function row(question, choices, kind, reached, changed) {
  const group = kind + "-" + ++groups;
  const radios = choices.map((choice) =>
    element("input", { type: "radio", name: group, value: choice.value, "aria-label": choice.name, onchange: changed }),
  );
  const made = element(
    "fieldset",
    { class: "row", "data-key": question.key, onfocusin: reached },
    element("legend", { text: question.title }),
    element("div", { class: "choices" }, ...choices.map((choice, i) => element("label", {}, radios[i], element("span", { text: choice.text })))),
    ...(question.about ? [element("span", { class: "fine faint", text: question.about })] : []),
  );
  return { element: made, radios };
}
