// Markdown is taken apart beside the page, so that no text can make the page stand still.

const MOST_PATIENCE = 1_500; // for one text
const TO_START = 15_000; // for the worker's scripts: the desk or the machine may be slow

let worker = null;
let started = null; // whether it has, once that is known
let last = 0;

/** The browser takes no script address but this one. */
const address = globalThis.trustedTypes
  ? trustedTypes.createPolicy("lexer", { createScriptURL: () => "/text/lexer.js" }).createScriptURL("")
  : "/text/lexer.js";

function start() {
  worker = new Worker(address, { type: "module" });
  started = new Promise((done) => {
    setTimeout(() => done(false), TO_START);
    worker.addEventListener("message", () => done(true), { once: true });
    worker.addEventListener("error", () => done(false), { once: true });
  });
}

function stop(mine) {
  mine.terminate();
  if (worker === mine) worker = null;
}

/** The tokens of a text, or null when it cannot be taken apart in time. */
export async function lex(text) {
  const number = ++last;
  if (!worker) start();
  const mine = worker;
  if (!(await started)) {
    stop(mine);
    return null;
  }
  return new Promise((done) => {
    const timer = setTimeout(() => end(null), MOST_PATIENCE);
    const heard = ({ data }) => data.number === number && end(data.tokens);
    const failed = () => end(null);
    function end(tokens) {
      clearTimeout(timer);
      mine.removeEventListener("message", heard);
      mine.removeEventListener("error", failed);
      if (tokens === null) stop(mine);
      done(tokens);
    }
    mine.addEventListener("message", heard);
    mine.addEventListener("error", failed);
    mine.postMessage({ number, text });
  });
}
