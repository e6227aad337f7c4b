// What opens over the page: the keys, and the reasons for skipping.

import { $, element } from "./dom.js";
import * as task from "./task.js";

const GENERAL = [
  ["S", "Skip this item"],
  ["C", "Comment, how sure you are, and each dimension"],
  ["G", "Guidelines and rubric"],
  ["D", "Differences between two responses"],
  ["W", "Texts rendered or as they are written"],
  ["U", "Undo the last label, until its item is decided"],
  ["X", "Contest the last item or its guidelines"],
  ["Esc", "Leave a field, close what is open"],
  ["?", "This overview"],
];

const REASONS = [
  "I do not know enough about this topic or language",
  "The texts are broken or incomplete",
  "I do not want to read this content",
  "The guidelines do not cover this",
  "Another reason",
];

export const anyOpen = () => document.querySelector("dialog[open]") !== null;

export function help() {
  const rows = [...task.keys(), ...($("submit").hidden ? [] : [["Enter", "Submit"]]), ...GENERAL];
  $("keys").replaceChildren(
    ...rows.map(([keys, what]) =>
      element("div", {}, element("dt", {}, ...keys.split(" ").map((key) => element("kbd", { text: key }))), element("dd", { text: what })),
    ),
  );
  $("help").showModal();
}

/** Asks for a reason; a digit is enough. */
export function askReason(chosen) {
  const choose = (reason) => {
    $("skipping").close();
    chosen(reason);
  };
  $("reasons").replaceChildren(
    ...REASONS.map((reason, i) =>
      element("button", { type: "button", onclick: () => choose(reason) }, element("kbd", { text: String(i + 1), "aria-hidden": "true" }), " " + reason),
    ),
  );
  $("skipping").onkeydown = (event) => {
    const reason = REASONS[Number(event.key) - 1];
    if (reason && !event.repeat) {
      event.preventDefault();
      choose(reason);
    }
  };
  $("skipping").showModal();
}
