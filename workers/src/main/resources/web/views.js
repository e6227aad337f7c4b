// Which part of the page is seen.

import { $ } from "./dom.js";

/** The lease of the label that may be undone or contested; of this tab. */
export const last = {
  get: () => sessionStorage.getItem("last"),
  set: (lease) => sessionStorage.setItem("last", lease),
  clear: () => sessionStorage.removeItem("last"),
};

export function view(name) {
  for (const id of ["sign-in", "waiting", "refused", "task"]) $(id).hidden = id !== name;
  for (const id of ["answering", "for-item", "clock"]) $(id).hidden = name !== "task";
  $("bar").hidden = name !== "task" && (name !== "waiting" || !last.get());
  $("progress").hidden = $("sign-out").hidden = name === "sign-in";
  if (name !== "task") $("campaign").textContent = "";
  if (name === "sign-in") $("token").focus();
}

export function showLast() {
  $("undo").disabled = $("contest").disabled = !last.get();
}
