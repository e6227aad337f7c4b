// The shortest edit script of two lists: E. W. Myers, "An O(ND) difference algorithm and its
// variations", Algorithmica 1 (1986), the greedy algorithm of figure 2 with its trace kept.

/**
 * Where two lists differ.
 *
 * @returns [[from, to, from, to], …]: what of a stands where what of b stands; null when more than
 *     `most` elements differ
 */
export function differences(a, b, most) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let cut = 0;
  while (cut < a.length - start && cut < b.length - start && a.at(-1 - cut) === b.at(-1 - cut)) cut++;
  const n = a.length - start - cut;
  const m = b.length - start - cut;
  if (n === 0 || m === 0) return n + m === 0 ? [] : [[start, start + n, start, start + m]];
  const trace = search(a, b, start, n, m, Math.min(most, n + m));
  return trace && hunks(trace, start, n, m);
}

/** The furthest x on each diagonal k, at index k + d, after each number d of edits. */
function search(a, b, start, n, m, most) {
  const trace = [];
  let before = Int32Array.of(0);
  for (let d = 0; d <= most; d++) {
    const furthest = new Int32Array(2 * d + 1);
    for (let k = -d; k <= d; k += 2) {
      let x = d === 0 ? 0 : step(before, d, k);
      while (x < n && x - k < m && a[start + x] === b[start + x - k]) x++;
      furthest[k + d] = x;
      if (x >= n && x - k >= m) return [...trace, furthest];
    }
    trace.push(furthest);
    before = furthest;
  }
  return null;
}

const down = (before, d, k) =>
  k === -d || (k !== d && before[k - 1 + d - 1] < before[k + 1 + d - 1]);

const step = (before, d, k) => (down(before, d, k) ? before[k + d] : before[k + d - 2] + 1);

/** Walks the trace back and joins edits that touch. */
function hunks(trace, start, n, m) {
  const found = [];
  let k = n - m;
  for (let d = trace.length - 1; d > 0; d--) {
    const before = trace[d - 1];
    const inserted = down(before, d, k);
    const after = step(before, d, k); // x just behind the edit
    const from = inserted ? after : after - 1;
    const next = inserted ? k + 1 : k - 1;
    const edit = [from, after, from - next, after - k];
    const touched = found.at(-1);
    if (touched && touched[0] === edit[1] && touched[2] === edit[3]) {
      touched[0] = edit[0];
      touched[2] = edit[2];
    } else {
      found.push(edit);
    }
    k = next;
  }
  return found.reverse().map((hunk) => hunk.map((at) => at + start));
}
