// What is selected in one text, by mouse or by keys; offsets in UTF-16 units.

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export class Selected {
  #node;
  #text;
  #words;

  /** @param holder an element whose only child is this text */
  constructor(holder, text) {
    this.#node = holder.firstChild;
    this.#text = text;
    this.#words = [...segmenter.segment(text)]
      .filter((s) => s.isWordLike)
      .map((s) => ({ start: s.index, end: s.index + s.segment.length }));
  }

  /** {start, end} without white space at its ends, or null. */
  get() {
    const selection = document.getSelection();
    if (selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.#node || !range.intersectsNode(this.#node)) return null;
    const from = range.startContainer === this.#node ? range.startOffset : 0;
    const to = range.endContainer === this.#node ? range.endOffset : this.#text.length;
    const part = this.#text.slice(from, to);
    const start = from + part.length - part.trimStart().length;
    const end = start + part.trim().length;
    return start < end ? { start, end } : null;
  }

  set({ start, end }) {
    document.getSelection().setBaseAndExtent(this.#node, start, this.#node, end);
    const box = this.range({ start, end }).getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight * 0.6) scrollBy(0, box.top - innerHeight * 0.3);
  }

  clear() {
    document.getSelection().collapseToEnd();
  }

  range({ start, end }) {
    const made = new Range();
    made.setStart(this.#node, start);
    made.setEnd(this.#node, end);
    return made;
  }

  /** Takes the keys that move or change the selection. */
  press({ key, shiftKey }) {
    const next = this.#moved(key, shiftKey);
    if (next) this.set(next);
    return next !== undefined;
  }

  #moved(key, shiftKey) {
    const now = this.get();
    const caret = this.#caret();
    const { start, end } = now ?? { start: caret, end: caret };
    const after = () => this.#words.find((w) => w.end > end);
    switch (key) {
      case "ArrowRight":
        return shiftKey && now ? { start, end: after()?.end ?? end } : this.#words.find((w) => w.start >= end) ?? now;
      case "ArrowLeft":
        if (!shiftKey || !now) return this.#words.findLast((w) => w.end <= start) ?? now;
        return { start, end: this.#words.findLast((w) => w.end < end && w.end > start)?.end ?? end };
      case "]":
        return now && { start, end: end + (this.#character(end) ?? 0) };
      case "[":
        return now && { start, end: Math.max(this.#last(start, end), start + this.#character(start)) };
      default:
        return undefined;
    }
  }

  #caret() {
    const { focusNode, focusOffset } = document.getSelection();
    return focusNode === this.#node ? focusOffset : 0;
  }

  /** Length of the character at an offset. */
  #character(at) {
    return characters.segment(this.#text.slice(at, at + 40))[Symbol.iterator]().next().value?.segment.length;
  }

  /** Where the last character before `end` begins. */
  #last(start, end) {
    const from = Math.max(start, end - 40);
    return from + [...characters.segment(this.#text.slice(from, end))].at(-1).index;
  }
}
