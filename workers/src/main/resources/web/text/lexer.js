// A worker: takes Markdown apart. It may be stopped at any time, for some texts take for ever.

import { Marked } from "/lib/marked/lib/marked.esm.js";

/** A dollar opens math before a non-space and closes it after one, and never before a digit: prices stay prices. */
const INLINE = /^(?:\$\$([^]+?)\$\$|\\\(([^]+?)\\\)|\$((?!\s)(?:\\.|[^\\$\n])*?(?:\\.|[^\\\s$]))\$(?!\d))/;
const BLOCK = /^(?:\$\$([^]+?)\$\$|\\\[([^]+?)\\\]) *(?:\n|$)/;

const math = (name, level, begins, rule, display) => ({
  name,
  level,
  start: (source) => source.match(begins)?.index,
  tokenizer(source) {
    const found = rule.exec(source);
    if (!found) return undefined;
    const tex = found[1] ?? found[2] ?? found[3];
    return { type: "math", raw: found[0], tex, display: display || found[1] !== undefined };
  },
});

const marked = new Marked({ gfm: true, breaks: true });
marked.use({
  extensions: [
    math("math_block", "block", /(?<=\n)(?:\$\$|\\\[)/, BLOCK, true),
    math("math_inline", "inline", /\$|\\\(/, INLINE, false),
  ],
});

self.addEventListener("message", ({ data }) => {
  let tokens = null;
  try {
    tokens = marked.lexer(data.text);
  } catch {
    // Nested too deeply: shown as written.
  }
  self.postMessage({ number: data.number, tokens });
});
self.postMessage("started");
