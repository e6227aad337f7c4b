// Asks before anything is changed that a person might regret.

const $ = (id) => document.getElementById(id);

/**
 * @param what {title, text, yes, danger, field: {label, value, type, step, min}}
 * @returns the field's text, true without a field, or null when it was called off
 */
export function confirmed(what) {
  const dialog = $("confirm");
  $("confirm-title").textContent = what.title;
  $("confirm-text").textContent = what.text;
  $("confirm-yes").textContent = what.yes;
  $("confirm-yes").className = what.danger ? "danger" : "strong";
  const input = $("confirm-value");
  $("confirm-field").hidden = !what.field;
  input.required = Boolean(what.field);
  input.type = what.field?.type ?? "text";
  for (const name of ["step", "min"]) {
    if (what.field?.[name] === undefined) input.removeAttribute(name);
    else input.setAttribute(name, what.field[name]);
  }
  input.value = what.field?.value ?? "";
  document.querySelector("#confirm-field label").textContent = what.field?.label ?? "";
  dialog.returnValue = "no";
  dialog.showModal();
  (what.field ? input : $("confirm-no")).focus();
  return new Promise((done) => {
    dialog.addEventListener(
      "close",
      () => done(dialog.returnValue !== "yes" ? null : what.field ? input.value : true),
      { once: true },
    );
  });
}

// Not a submit button: Enter in the field is to mean yes.
$("confirm-no").addEventListener("click", () => $("confirm").close("no"));

/** Shows something that is seen once. */
export async function shownOnce(title, text, secret) {
  await confirmed({ title, text, yes: "I have kept it", field: { label: "Token", value: secret } });
}
