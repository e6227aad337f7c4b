// The responses of an item, each under its letter.

import { element } from "../dom.js";
import { panel } from "../text/panel.js";

export function response({ key, text }, named, options = {}) {
  const id = "response-" + key.toLowerCase();
  return element(
    "article",
    { "aria-labelledby": id + "-head", ...(!named && { class: "alone" }) },
    element("h2", { id: id + "-head", class: named ? "letter" : "", text: named ? key : "Response" }),
    panel(text, { id, ...options }),
  );
}

/** Side by side, or under each other where there is no room. */
export function responses(list) {
  const named = list.length > 1;
  return element("div", { class: "responses" }, ...list.map((r) => response(r, named)));
}
