// Markdown is taken apart beside the page, so that no text can make the page stand still.

const MOST_PATIENCE = 1_500;

let worker = null;
let last = 0;

/** The browser takes no script address but this one. */
const address = globalThis.trustedTypes
  ? trustedTypes.createPolicy("lexer", { createScriptURL: () => "/text/lexer.js" }).createScriptURL("")
  : "/text/lexer.js";

/** The tokens of a text, or null when it cannot be taken apart in time. */
export function lex(text) {
  const number = ++last;
  worker ??= new Worker(address, { type: "module" });
  const mine = worker;
  return new Promise((done) => {
    const timer = setTimeout(() => end(null), MOST_PATIENCE);
    const heard = ({ data }) => data.number === number && end(data.tokens);
    const failed = () => end(null);
    function end(tokens) {
      clearTimeout(timer);
      mine.removeEventListener("message", heard);
      mine.removeEventListener("error", failed);
      if (tokens === null) {
        mine.terminate();
        if (worker === mine) worker = null;
      }
      done(tokens);
    }
    mine.addEventListener("message", heard);
    mine.addEventListener("error", failed);
    mine.postMessage({ number, text });
  });
}
