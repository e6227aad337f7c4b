// Marks the words in which two texts on the page differ, without touching their elements.

import { differences } from "./myers.js";

const NAME = "difference";
const MOST = 2_000;

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** The words of an element in reading order; a formula is one word. */
function tokens(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.parentElement.closest(".math") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.matches(".math")) found.push({ word: node.dataset.tex, formula: node });
      continue;
    }
    for (const { segment, index } of words.segment(node.data)) {
      if (segment.trim()) found.push({ word: segment, node, from: index, to: index + segment.length });
    }
  }
  return found;
}

function range(some) {
  const made = new Range();
  const first = some[0];
  const last = some.at(-1);
  // Around a formula, for it may still be set.
  if (first.formula) made.setStartBefore(first.formula);
  else made.setStart(first.node, first.from);
  if (last.formula) made.setEndAfter(last.formula);
  else made.setEnd(last.node, last.to);
  return made;
}

export function clear() {
  CSS.highlights.delete(NAME);
}

/** Marks the differences; returns how many places differ, or null when the texts have too little in common. */
export function mark(left, right) {
  const a = tokens(left);
  const b = tokens(right);
  const found = differences(a.map((t) => t.word), b.map((t) => t.word), MOST);
  if (found === null) return null;
  const ranges = found.flatMap(([from, to, since, until]) =>
    [a.slice(from, to), b.slice(since, until)].filter((some) => some.length > 0).map(range),
  );
  CSS.highlights.set(NAME, new Highlight(...ranges));
  return found.length;
}
