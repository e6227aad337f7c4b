// Shows one task. Texts are only ever set as text, never as markup.

const WORDS = {
  "A>>": "A is much better",
  "A>": "A is better",
  "=": "About the same",
  "B>": "B is better",
  "B>>": "B is much better",
};

const $ = (id) => document.getElementById(id);

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  if (className === "text") made.dir = "auto";
  return made;
}

function prompt(given) {
  if (typeof given === "string") return [element("div", "text", given)];
  return given.flatMap((turn) => [
    element("h3", "role", turn.role),
    element("div", "text", turn.content),
  ]);
}

export function dollars(amount) {
  const digits = Math.max(2, (String(amount).split(".")[1] ?? "").length);
  return "$" + Number(amount).toFixed(digits);
}

export function show(task, choose) {
  $("campaign").textContent = task.campaign;
  $("prompt").replaceChildren(...prompt(task.prompt));
  $("response-a").textContent = task.responses[0].text;
  $("response-b").textContent = task.responses[1].text;
  $("guidelines").textContent = task.guidelines;
  $("rubric").replaceChildren(
    ...task.rubric.map((c) => element("li", "", c.description ? c.name + ": " + c.description : c.name)),
  );
  $("help").hidden = !task.guidelines && task.rubric.length === 0;
  $("pay").textContent = "pays " + dollars(task.pay_usd);
  $("labels").replaceChildren(
    ...task.labels.map((label, i) => {
      const button = element("button", "", "");
      button.type = "button";
      button.dataset.label = label;
      button.setAttribute("aria-keyshortcuts", String(i + 1));
      button.append(element("kbd", "", String(i + 1)), element("span", "", WORDS[label] ?? label));
      button.addEventListener("click", () => choose(label));
      return button;
    }),
  );
  window.scrollTo(0, 0);
  $("question").focus({ preventScroll: true });
}

/** Marks what was chosen, and takes no second choice meanwhile. */
export function given(label) {
  for (const button of $("labels").children) {
    button.disabled = true;
    button.classList.toggle("given", button.dataset.label === label);
  }
}
