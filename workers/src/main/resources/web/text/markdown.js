// Makes elements from Markdown tokens. No markup of a text is ever run or loaded: HTML in it is
// shown as it is written, links open only http(s) and mail addresses, pictures stay addresses.

import { element } from "../dom.js";

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const OPENS = /^(?:https?:\/\/|mailto:)/i;

/** The text with the few entities that models write. */
function decoded(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (all, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? all;
    const point = decimal ? Number(decimal) : parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}

/** A link shows where it leads, whatever it says. */
function link(address, content) {
  const children = [content];
  if (content.textContent !== address) {
    children.push(element("span", { class: "address", text: " (" + address + ")" }));
  }
  if (!OPENS.test(address)) return element("span", { class: "no-link" }, ...children);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function fragment(nodes) {
  const made = document.createDocumentFragment();
  made.append(...nodes);
  return made;
}

const content = (token) =>
  token.tokens ? fragment(all(token.tokens)) : fragment([decoded(token.text)]);

function table(token) {
  const row = (cells, name) =>
    element(
      "tr",
      {},
      ...cells.map((cell) => element(name, cell.align ? { class: "to-" + cell.align } : {}, content(cell))),
    );
  return element(
    "div",
    { class: "table", tabindex: "0", role: "group", "aria-label": "Table" },
    element(
      "table",
      {},
      element("thead", {}, row(token.header, "th")),
      element("tbody", {}, ...token.rows.map((cells) => row(cells, "td"))),
    ),
  );
}

function list(token) {
  const start = token.ordered && token.start !== 1 ? { start: token.start } : {};
  return element(
    token.ordered ? "ol" : "ul",
    start,
    ...token.items.map((item) => element("li", item.task ? { class: "to-do" } : {}, content(item))),
  );
}

function node(token) {
  switch (token.type) {
    case "space": return "";
    case "heading": return element("p", { class: "heading h" + token.depth, role: "heading", "aria-level": Math.min(6, token.depth + 2) }, content(token));
    case "paragraph": return element("p", {}, content(token));
    case "code": return element("pre", { tabindex: "0" }, element("code", { text: token.text }));
    case "blockquote": return element("blockquote", {}, content(token));
    case "list": return list(token);
    case "checkbox": return token.checked ? "☑ " : "☐ ";
    case "table": return table(token);
    case "hr": return element("hr");
    case "br": return element("br");
    case "strong": return element("strong", {}, content(token));
    case "em": return element("em", {}, content(token));
    case "del": return element("del", {}, content(token));
    case "codespan": return element("code", { text: token.text });
    case "link": return link(token.href, content(token));
    case "image": return link(token.href, fragment(["picture: " + (token.text || "without a name")]));
    case "math": return element(token.display ? "div" : "span", { class: token.display ? "math display" : "math", "data-tex": token.tex, text: token.raw.trim() });
    case "text": return content(token);
    case "escape": return token.text;
    case "html": return token.block ? element("p", { class: "raw", text: token.text.trimEnd() }) : token.text;
    default: return element("span", { class: "raw", text: token.raw }); // nothing of a text is hidden
  }
}

/** Nodes for these tokens, in their order. */
export function all(tokens) {
  return tokens.map(node);
}
