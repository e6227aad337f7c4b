// What a person may add to any answer: a comment, how sure they are, and how the responses compare on each dimension.

import { $, element } from "./dom.js";
import { rows } from "./forms/rows.js";

let dimensions = null; // rows, where the task has them

export function show(task, changed) {
  $("comment").value = "";
  $("confidence").value = "";
  $("comment").oninput = $("confidence").onchange = changed;
  const pairwise = task.task_type === "pairwise_comparison" && task.rubric.length > 0;
  $("dimensions").replaceChildren();
  dimensions = null;
  if (!pairwise) return;
  const choices = task.labels.map((label) => ({ value: label, text: label, name: label }));
  dimensions = rows(task.rubric.map((r) => ({ key: r.name, title: r.name })), choices, changed, "dimension");
  $("dimensions").append(element("h3", { text: "Each dimension" }), dimensions.element);
}

/** The fields of a submit body that are filled. */
export function read() {
  const comment = $("comment").value.trim();
  const confidence = $("confidence").value;
  const rated = dimensions?.values() ?? {};
  return {
    ...(comment && { comment }),
    ...(confidence && { confidence: Number(confidence) }),
    ...(Object.keys(rated).length > 0 && { dimensions: rated }),
  };
}

/** Digits and arrows on the dimensions; whether this was one. */
export function press(event) {
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    dimensions.move(event.key === "ArrowUp" ? -1 : 1);
    return true;
  }
  return /^[1-9]$/.test(event.key) && dimensions.digit(Number(event.key));
}

export function restore({ comment = "", confidence = "", dimensions: rated = {} }) {
  $("comment").value = comment;
  $("confidence").value = confidence;
  dimensions?.set(rated);
}
