// Whom this tab works for: the owner of a token that the tab keeps, or of a session, whose cookie goes by itself.

import { call, Refused } from "./api.js";
import { $ } from "./dom.js";
import { providerButton } from "./provider.js";

export const signedIn = () => Boolean(sessionStorage.getItem("token") || sessionStorage.getItem("csrf"));

/** Shows the other way to sign in; whether there is one. */
export async function offer() {
  const button = $("provider") ?? (await providerButton("/"));
  if (button && !$("provider")) $("sign-in").append(button);
  return button !== null;
}

/** Takes the session of somebody who labels and has come back from there. */
export async function resume() {
  const account = await call("GET", "/api/session").catch(() => null);
  if (account?.role === "annotator" && !signedIn()) sessionStorage.setItem("csrf", account.csrf);
}

/** Ends the session, so that nobody who comes after is signed in by it; one that is over already is no trouble. */
export async function end() {
  if (!sessionStorage.getItem("csrf")) return;
  await call("DELETE", "/api/session").catch((e) => {
    if (!(e instanceof Refused)) throw e;
  });
}
