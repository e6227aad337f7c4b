// Tries until the desk answers, and tells the person while it does not.

import { Away, Refused } from "./api.js";
import { say, unsay } from "./notice.js";

const MOST = 15_000;

let visit = 0;

/** Ends whatever still waits: its caller never hears of it again. */
export function leave() {
  visit++;
}

/** Waits for ever once the visit that began it has ended. */
async function sameVisit(mine) {
  if (mine !== visit) await new Promise(() => {});
}

/**
 * What the desk answers, however long it takes.
 *
 * @param meanwhile what the person is told while it is away
 * @param stranger called with why and the status when the desk does not know or admit this person
 * @throws Refused when the desk does not do it
 */
export async function surely(work, meanwhile, stranger) {
  const mine = visit;
  for (let wait = 1_000; ; wait = Math.min(wait * 2, MOST)) {
    try {
      const reply = await work();
      await sameVisit(mine);
      if (wait > 1_000) unsay();
      return reply;
    } catch (e) {
      await sameVisit(mine);
      if (e instanceof Refused && (e.status === 401 || e.status === 403)) {
        stranger(e.message, e.status);
        await new Promise(() => {});
      }
      if (!(e instanceof Away)) throw e;
      say(e.message + " " + meanwhile);
      await again(wait);
      await sameVisit(mine);
    }
  }
}

/** The wait ends early when the browser is back on a network. */
function again(wait) {
  return new Promise((done) => {
    const timer = setTimeout(end, wait);
    function end() {
      clearTimeout(timer);
      removeEventListener("online", end);
      done();
    }
    addEventListener("online", end);
  });
}
