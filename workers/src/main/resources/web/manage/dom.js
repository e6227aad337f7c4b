// Makes elements; every text is a text node, so nothing that comes from outside is ever markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

const mark = (element) => element.id || element.getAttribute("aria-label") || element.getAttribute("href");

/**
 * Shows something else in a box. One that is being pressed in is left alone, so that a click meets what it was aimed at;
 * the keyboard's focus stays where it was.
 */
export function refresh(box, ...children) {
  if (box.matches(":active")) return;
  const focused = box.contains(document.activeElement) ? mark(document.activeElement) : null;
  box.replaceChildren(...children);
  if (focused) [...box.querySelectorAll("a, button, summary, [tabindex]")].find((element) => mark(element) === focused)?.focus();
}

/** A table that scrolls by itself where it is too wide; the first cell of a row is its header. */
export function table(label, head, rows) {
  return h(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": label },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
      h(
        "tbody",
        {},
        rows.map((row) => h("tr", {}, row.map((cell, i) => (i === 0 ? h("th", { scope: "row" }, cell) : h("td", {}, cell))))),
      ),
    ),
  );
}

export const card = (title, ...children) => h("section", { class: "card" }, h("h2", {}, title), ...children);

/** A labelled control. */
export function field(label, control, hint) {
  control.id ||= "f-" + label.toLowerCase().replace(/[^a-z]+/g, "-");
  const more = hint ? h("span", { class: "hint", id: control.id + "-hint" }, hint) : null;
  if (more) control.setAttribute("aria-describedby", more.id);
  return h("p", { class: "field" }, h("label", { for: control.id }, label), control, more);
}
