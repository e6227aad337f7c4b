// What a person sees of their own work: at the top, and while there is nothing to do.

import { call } from "./api.js";
import { $, element } from "./dom.js";
import { because } from "./practice.js";
import { appeal } from "./telling.js";
import { panel } from "./text/panel.js";
import { asText, dollars } from "./words.js";

/**
 * Asks the desk and shows it.
 *
 * @param requalify called with a campaign whose pause a short test may lift
 */
export async function refresh(requalify) {
  try {
    await show(await call("GET", "/api/me"), requalify);
  } catch {
    // The next label asks again.
  }
}

export async function show(me, requalify) {
  $("done").textContent = me.done;
  $("earned").textContent = dollars(me.earned);
  $("standing").textContent = me.standing.replace("_", " ");
  because(me.paused, $("campaign").textContent);
  const testable = me.can_requalify ?? [];
  draw("paused", [me.paused, testable], () =>
    me.paused.flatMap((name) => paused(name, testable.includes(name) && requalify)),
  );
  const refused = me.not_admitted ?? [];
  $("not-admitted").hidden = refused.length === 0;
  $("not-admitted").textContent = "The test did not admit you to " + refused.join(", ") + ".";
  $("no-work").hidden = Boolean(me.suspended);
  draw("suspended", me.suspended, () => (me.suspended ? suspended(me.suspended) : []));
  if (!$("waiting").hidden) await appeals();
}

const drawn = {};

/** Only what changed, so that a button keeps its focus. */
function draw(id, what, nodes) {
  const now = JSON.stringify(what);
  if (drawn[id] === now) return;
  drawn[id] = now;
  $(id).replaceChildren(...nodes());
}

const button = (text, act) => element("button", { type: "button", text, onclick: act });

/** Why, and the way to speak against it. */
function suspended({ why, campaigns }) {
  return [
    element("h2", { text: "Your account is suspended" }),
    why ? element("p", {}, "A manager wrote to you: “" + why + "”") : element("p", { text: "A manager gave no reason here." }),
    element("p", { text: "You are given no more tasks. What you did stays paid, also where it counts no more." }),
    ...(campaigns.length > 0 ? [element("p", { class: "choices" }, button("Appeal", () => appeal(campaigns[0], "suspension")))] : []),
  ];
}

function paused(name, requalify) {
  return [
    element(
      "p",
      {},
      "Your work on ",
      element("strong", { text: name }),
      " is paused while a manager looks at it: too many of your answers differ from those that are known. What you did is kept and paid." +
        (requalify ? " A short test may lift the pause." : " You need not do anything."),
    ),
    element(
      "p",
      { class: "choices" },
      ...(requalify ? [button("Take the short test", () => requalify(name)), button("Worked examples", () => examples(name))] : []),
      button("Appeal", () => appeal(name, "pause")),
    ),
  ];
}

$("practice-examples").addEventListener("click", () => examples($("campaign").textContent));

async function examples(campaign) {
  const reply = await call("GET", "/api/me/examples?campaign=" + encodeURIComponent(campaign));
  $("worked").replaceChildren(
    ...(reply.examples.length > 0 ? [] : [element("p", { text: "There are none." })]),
    ...reply.examples.map(({ prompt, responses, label, explanation }) =>
      element(
        "article",
        {},
        panel(typeof prompt === "string" ? prompt : prompt.map((turn) => turn.role + ": " + turn.content).join("\n\n")),
        ...responses.flatMap(({ key, text }) => [element("h3", { text: key }), panel(text)]),
        element("h3", { text: asText(label) }),
        panel(explanation ?? ""),
      ),
    ),
  );
  $("examples").showModal();
}

/** A person's own appeals, with what was decided. */
async function appeals() {
  const mine = await call("GET", "/api/me/appeals");
  draw("appeals", mine, () =>
    mine.map(({ campaign, about, words, decision, answer }) =>
      element(
        "p",
        {},
        "Your appeal " + (about === "suspension" ? "against the suspension" : "about "),
        ...(about === "suspension" ? [] : [element("strong", { text: campaign })]),
        ": “" + words + "” ",
        decision ? "It was " + decision + (answer ? ": “" + answer + "”" : ".") : "It is open.",
      ),
    ),
  );
}
