// A new campaign from uploaded files: first what it would cost, then the start.

import { Refused, post } from "./api.js";
import { card, field, h, table } from "./dom.js";
import { count, money } from "./format.js";
import { problemList } from "./problems.js";
import { specForm } from "./spec-form.js";
import { specText } from "./spec-text.js";

export function newCampaign(page, house) {
  document.title = "Assay: new campaign";
  const answer = h("div", { id: "answer", "aria-live": "polite" });
  const ways = { form: specForm(), text: specText() };
  let way = "form";
  const body = h("div", {}, ways.form.element);
  const choose = (name, words) =>
    h(
      "label",
      { class: "choice" },
      h("input", {
        type: "radio",
        name: "way",
        value: name,
        checked: name === way,
        onchange: () => {
          way = name;
          body.replaceChildren(ways[way].element);
          answer.replaceChildren();
        },
      }),
      " " + words,
    );
  const form = h(
    "form",
    {
      oninput: () => answer.replaceChildren(), // an estimate belongs to what it was asked for
      onsubmit: (event) => {
        event.preventDefault();
        send(ways[way].parts());
      },
    },
    h("fieldset", { class: "ways" }, h("legend", { class: "unseen" }, "How to write the campaign"), choose("form", "Fill in a form"), choose("text", "Use a spec of your own")),
    body,
    h("p", { class: "buttons" }, h("button", { id: "estimate", type: "submit" }, "What would it cost?")),
  );
  page.append(h("h2", { class: "title" }, "New campaign"), card("The campaign", form), answer);

  async function send(parts) {
    answer.replaceChildren(h("p", { class: "faint" }, "Checking every line…"));
    const reply = await checked("/api/campaigns/estimate", parts);
    if (!reply) return;
    answer.replaceChildren(
      card(
        "What " + reply.name + " would ask for",
        estimateTable(reply.estimate),
        h("p", { class: "fine faint" }, "Assumed: " + reply.estimate.assumptions.join("; ") + "."),
        reply.warnings.length ? h("ul", { class: "warnings" }, reply.warnings.map((warning) => h("li", {}, warning))) : null,
        h("p", { class: "buttons" }, h("button", { id: "start", class: "strong", type: "button", onclick: (event) => start(parts, event.target) }, "Start " + reply.name)),
      ),
    );
    document.getElementById("start").focus();
  }

  async function start(parts, button) {
    button.disabled = true;
    const reply = await checked("/api/campaigns", parts);
    if (reply) location.hash = "#/campaign/" + encodeURIComponent(reply.name);
    else button.disabled = false;
  }

  async function checked(path, parts) {
    let refused = null;
    const reply = await house.doing(async () => {
      try {
        return await post(path, parts);
      } catch (e) {
        if (!(e instanceof Refused) || !e.problem.problems) throw e;
        refused = e;
        return undefined;
      }
    });
    if (refused) answer.replaceChildren(problemList(refused));
    else if (!reply) answer.replaceChildren();
    return reply;
  }
}

function estimateTable(estimate) {
  const row = (name, range, written) => [name, written(range.least), written(range.expected), written(range.most)];
  const rows = [
    row("labels by reviewers", estimate.review, count),
    row("blind checks", estimate.spot_checks, count),
    row("gold questions", estimate.gold, count),
    row("labels by experts", estimate.experts, count),
    row("calls to models", estimate.calls, count),
    row("people", estimate.people_usd, money),
    row("models", estimate.models_usd, money),
    row("together", estimate.total_usd, money),
  ].filter(([, , , most]) => most !== "0" && most !== "$0.00");
  return h(
    "div",
    {},
    h("p", {}, count(estimate.pairs) + " pairs, " + count(estimate.gold_questions) + " gold questions. Most likely ", h("b", { id: "expected" }, money(estimate.total_usd.expected)), ", at most " + money(estimate.total_usd.most) + "."),
    table("Estimate", ["What", "Least", "Expected", "Most"], rows),
  );
}
