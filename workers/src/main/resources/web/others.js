// An expert's second look: what others said, shown only after the expert's own answer.

import { call } from "./api.js";
import { $, element } from "./dom.js";
import { panel } from "./text/panel.js";
import { asText } from "./words.js";

/** Shows it beside the item; returns until when the answer may be revised. */
export async function show(lease, stay) {
  const look = await call("GET", "/api/leases/" + lease + "/second_look");
  $("said").replaceChildren(
    ...look.labels.map(({ label, comment }) =>
      element("li", {}, element("strong", { text: asText(label) }), ...(comment ? [panel(comment)] : [])),
    ),
  );
  $("stay").onclick = stay;
  $("others").hidden = false;
  $("stay").focus();
  return look.until;
}

export function hide() {
  $("others").hidden = true;
}
