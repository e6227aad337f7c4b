// The fields that most campaigns need.

import { field, h } from "./dom.js";
import { words } from "./format.js";
import { TIERS } from "./people.js";

const TYPES = ["pairwise_comparison", "preference_ranking", "likert_scale", "classification", "span_annotation", "free_text", "multi_turn_dialog"];

const WITH_LABELS = ["classification", "span_annotation", "multi_turn_dialog"];

const select = (id, values, chosen) => h("select", { id }, values.map((each) => h("option", { value: each, selected: each === chosen }, words(each))));
const number = (id, value, min, step = "1") => h("input", { id, type: "number", value, min, step, required: true });

export function specForm() {
  const pairs = h("input", { id: "pairs", type: "file", accept: ".jsonl,.json,.ndjson", required: true });
  const gold = h("input", { id: "gold", type: "file", accept: ".jsonl,.json,.ndjson" });
  const name = h("input", { id: "name", required: true, pattern: "[a-z0-9\\-]{1,64}", autocomplete: "off", spellcheck: "false" });
  const type = select("type", TYPES, "pairwise_comparison");
  const tier = select("tier", TIERS, "trained");
  const redundancy = number("redundancy", "3", "1");
  const most = number("max-redundancy", "3", "1");
  const goldShare = number("gold-share", "10", "0");
  const budget = number("budget", "0", "0", "0.01");
  const deadline = number("deadline", "24", "1");
  const labels = h("input", { id: "labels", autocomplete: "off", spellcheck: "false" });
  const points = number("points", "5", "2");
  const guidelines = h("textarea", { id: "guidelines", rows: "4" });
  pairs.addEventListener("change", () => {
    if (!name.value && pairs.files[0]) name.value = pairs.files[0].name.replace(/\.[^.]*$/, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 64);
  });
  redundancy.addEventListener("change", () => {
    if (Number(most.value) < Number(redundancy.value)) most.value = redundancy.value;
  });
  const withLabels = field("Labels", labels, "such as: safe, unsafe");
  const withPoints = field("Points", points, "ratings from 1 to this");
  const show = () => {
    withLabels.hidden = !WITH_LABELS.includes(type.value);
    labels.required = !withLabels.hidden;
    withPoints.hidden = type.value !== "likert_scale";
  };
  type.addEventListener("change", show);
  show();
  const element = h(
    "div",
    { class: "fields" },
    field("Items", pairs, "JSONL; a pair is a line with prompt, response_a, response_b"),
    field("Name", name, "small letters, digits and hyphens"),
    field("Task", type),
    withLabels,
    withPoints,
    field("Reviewers’ tier", tier),
    field("Labels an item", redundancy),
    field("… at most", most, "one more at a time while people disagree"),
    field("Gold items", gold, "optional: items with a known label"),
    field("Gold share, %", goldShare, "of what a person is shown"),
    field("Deadline, hours", deadline, "for reviewers; then experts decide"),
    field("Budget, US dollars", budget, "0 for no limit"),
    h("div", { class: "whole" }, field("Guidelines", guidelines, "optional; people see them beside each item")),
  );
  return {
    element,
    parts() {
      const parts = new FormData();
      const file = type.value === "pairwise_comparison" ? "pairs.jsonl" : "items.jsonl";
      const spec = {
        campaign: name.value,
        input: { [file.split(".")[0]]: file },
        task_type: type.value,
        review: {
          tier: tier.value,
          redundancy: Number(redundancy.value),
          max_redundancy: Number(most.value),
          gold_fraction: Number(goldShare.value) / 100,
          deadline: deadline.value + "h",
        },
        budget_usd: Number(budget.value),
      };
      if (!withLabels.hidden) spec.labels = labels.value.split(",").map((each) => each.trim()).filter(Boolean);
      if (!withPoints.hidden) spec.points = Number(points.value);
      if (gold.files[0]) {
        spec.input.gold = "gold.jsonl";
        parts.append("gold", gold.files[0], "gold.jsonl");
      }
      if (guidelines.value.trim()) {
        spec.guidelines = "guidelines.md";
        parts.append("guidelines", new Blob([guidelines.value]), "guidelines.md");
      }
      parts.append("spec", JSON.stringify(spec, null, 1));
      parts.append("items", pairs.files[0], file);
      return parts;
    },
  };
}
