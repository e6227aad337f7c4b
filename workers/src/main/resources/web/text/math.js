// Sets math with KaTeX, which is loaded with the first text that has some; each formula when it comes near.

const LONGEST = 5_000;
const NEAR = "800px";

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

const near = new IntersectionObserver(
  (entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      near.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: NEAR },
);

/** Sets the formulas below this element; those that are wrong or endless stay as written. */
export function set(root) {
  for (const formula of root.querySelectorAll(".math")) {
    if (formula.dataset.tex.length <= LONGEST) near.observe(formula);
  }
}

async function draw(formula) {
  let katex;
  try {
    katex = await load();
  } catch {
    loading = null; // the desk is away: asked for again with the next text
    return;
  }
  const written = formula.textContent;
  const display = formula.classList.contains("display");
  try {
    katex.render(formula.dataset.tex, formula, { displayMode: display, maxSize: 20, strict: "ignore", trust: false });
    if (display) formula.tabIndex = 0; // a wide one is scrolled by keys
  } catch {
    formula.textContent = written;
  }
}
