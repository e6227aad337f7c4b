// What is wrong with a campaign, line by line, in the words of the command line.

import { card, h } from "./dom.js";
import { plural } from "./format.js";

export function problemList(refused) {
  const { problems, total } = refused.problem;
  return card(
    plural(total, "problem") + "; nothing was started",
    h("ul", { class: "problems" }, problems.map((each) => h("li", {}, each.text))),
    total > problems.length ? h("p", { class: "fine faint" }, "… and " + (total - problems.length) + " more.") : null,
  );
}
