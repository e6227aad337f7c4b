// The smallest help for making elements. Texts are only ever set as text, never as markup.

export const $ = (id) => document.getElementById(id);

/** An element with these attributes (`text` is its content; `on…` a listener; false leaves one out) and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** Whether keys go into what has the focus. */
export const typing = (target) =>
  target.closest("textarea, select, input:not([type=radio], [type=checkbox])") !== null;
