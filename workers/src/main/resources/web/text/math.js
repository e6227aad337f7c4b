// Sets math with KaTeX, which is loaded with the first text that has some.

const LONGEST = 5_000;
const MOST = 500;

let loading = null;

function load() {
  loading ??= new Promise((done, failed) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = "/lib/katex/dist/katex.min.css";
    document.head.append(sheet);
    import("/lib/katex/dist/katex.min.js").then(() => done(globalThis.katex), failed);
  });
  return loading;
}

/** Sets the formulas below this element; those that are wrong or endless stay as written. */
export async function set(root) {
  const formulas = [...root.querySelectorAll(".math")].filter((f) => f.dataset.tex.length <= LONGEST);
  if (formulas.length === 0) return;
  let katex;
  try {
    katex = await load();
  } catch {
    loading = null; // the desk is away: asked for again with the next text
    return;
  }
  for (const formula of formulas.slice(0, MOST)) {
    const written = formula.textContent;
    try {
      katex.render(formula.dataset.tex, formula, {
        displayMode: formula.classList.contains("display"),
        maxSize: 20,
        strict: "ignore",
        trust: false,
      });
      if (formula.classList.contains("display")) formula.tabIndex = 0; // a wide one is scrolled by keys
    } catch {
      formula.textContent = written;
    }
  }
}
