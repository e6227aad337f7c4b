// One choice out of a few, by button or digit; choosing hands in.

import { element } from "../dom.js";

/** @param list [{value, text}]; the first ten have the keys 1 to 9 and 0 */
export function choices(list, choose) {
  const buttons = list.map(({ value, text }, i) => {
    const key = i < 10 ? String((i + 1) % 10) : null;
    return element(
      "button",
      { type: "button", "data-label": value, onclick: () => choose(value), ...(key && { "aria-keyshortcuts": key }) },
      ...(key ? [element("kbd", { text: key, "aria-hidden": "true" })] : []),
      element("span", { text }),
    );
  });
  return {
    element: element("div", { id: "labels", role: "group", "aria-labelledby": "ask" }, ...buttons),
    press(key) {
      const button = buttons.find((b) => b.getAttribute("aria-keyshortcuts") === key);
      button?.click();
      return button !== undefined;
    },
    /** Marks what was chosen, and takes no second choice meanwhile. */
    given(value) {
      for (const button of buttons) {
        button.disabled = true;
        button.classList.toggle("given", button.dataset.label === value);
      }
    },
  };
}
