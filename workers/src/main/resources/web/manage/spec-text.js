// A spec as the command line takes it, with the files that it names.

import { field, h } from "./dom.js";

const EXAMPLE = "campaign: helpfulness-1\ninput:\n  pairs: pairs.jsonl\nreview: {tier: trained, redundancy: 3}\n";

export function specText() {
  const text = h("textarea", { id: "spec", rows: "12", required: true, spellcheck: "false", class: "code", placeholder: EXAMPLE });
  const file = h("input", { id: "spec-file", type: "file", accept: ".yaml,.yml,.json" });
  const files = h("input", { id: "files", type: "file", multiple: true, required: true });
  file.addEventListener("change", async () => {
    if (file.files[0]) text.value = await file.files[0].text();
  });
  return {
    element: h(
      "div",
      { class: "fields" },
      field("Read a spec from a file", file, "YAML or JSON; it is put into the field below"),
      field("Files that the spec names", files, "pairs or prompts, gold, guidelines; under the same names"),
      h("div", { class: "whole" }, field("Spec", text)),
    ),
    parts() {
      const parts = new FormData();
      parts.append("spec", text.value);
      for (const each of files.files) parts.append("files", each, each.name);
      return parts;
    },
  };
}
