// The labeling page: one task at a time, keyboard first, and no answer is ever lost on the way.

import { call, post } from "./api.js";
import { $ } from "./dom.js";
import * as keyboard from "./keyboard.js";
import * as lease from "./lease.js";
import { refresh } from "./me.js";
import * as menus from "./menus.js";
import * as notes from "./notes.js";
import { mention, say } from "./notice.js";
import { leave, surely } from "./patience.js";
import { explain } from "./practice.js";
import * as refused from "./refused.js";
import * as sides from "./sides.js";
import * as store from "./store.js";
import * as form from "./task.js";
import * as telling from "./telling.js";

const LOOK_AGAIN = 5_000;
const AGAIN = "Trying again by itself.";
const SAFE =
  "Your answer is safe: it is kept in this browser, even if you close the tab, and is sent by" +
  " itself when the desk answers. The next item comes after that.";

let task = null; // what is in hand
let busy = false; // a call about it is under way

function view(name) {
  for (const id of ["sign-in", "waiting", "refused", "task"]) $(id).hidden = id !== name;
  for (const id of ["answering", "for-item", "clock"]) $(id).hidden = name !== "task";
  $("bar").hidden = name !== "task" && (name !== "waiting" || !last());
  $("progress").hidden = $("sign-out").hidden = name === "sign-in";
  if (name !== "task") $("campaign").textContent = "";
  if (name === "sign-in") $("token").focus();
}

/** The lease of the label that may be undone or contested. */
const last = () => sessionStorage.getItem("last");

function showLast() {
  $("undo").disabled = $("contest").disabled = !last();
}

function signOut(why = "") {
  leave();
  sessionStorage.clear();
  task = null;
  busy = false;
  lease.release();
  say(why);
  view("sign-in");
}

const ask = (work, meanwhile) => surely(work, meanwhile, signOut);

async function take(next) {
  if (next) await form.prepare(next);
  task = next;
  showLast();
  if (task) {
    view("task");
    form.show(task, { submit, changed }, store.draft.get(task.lease));
    lease.hold(task);
  } else {
    lease.release();
    view("waiting");
  }
  busy = false;
}

async function next() {
  await take(await ask(() => post("/api/next"), AGAIN));
  refresh(requalify);
}

/** Looks for work only while none is in hand. */
async function lookAgain() {
  if ($("waiting").hidden || busy) return;
  busy = true;
  await next();
}

function changed() {
  if (task && !busy) store.draft.put({ lease: task.lease, answer: form.draft(), notes: notes.read() });
}

/** Sends what is kept until the desk has it. */
async function deliver() {
  const kept = store.outbox.get();
  try {
    const receipt = await ask(() => post("/api/leases/" + kept.lease + "/submit", kept.body), SAFE);
    store.draft.clear();
    store.outbox.clear();
    if (receipt.practice) {
      say("");
      await explain(receipt.practice);
      return next();
    }
    sessionStorage.setItem("last", kept.lease);
    say(receipt.flags.includes("too_fast") ? "That was very quick. Take the time to read everything." : "");
  } catch (e) {
    if (refused.hasWords(kept.body)) {
      store.outbox.put({ ...kept, refused: refused.why(e) });
      return showRefused();
    }
    store.outbox.clear();
    say(refused.why(e));
  }
  await next();
}

/** Nothing that was written disappears before the person says so. */
function showRefused() {
  const kept = store.outbox.get();
  task = null;
  lease.release();
  say("");
  view("refused");
  refused.show(kept.refused, kept.body, async () => {
    $("refused-on").disabled = true;
    store.outbox.clear();
    await next();
    $("refused-on").disabled = false;
  });
}

async function submit(answer) {
  if (busy || !task) return;
  busy = true;
  form.close(answer);
  $("undo").disabled = $("contest").disabled = true;
  const body = { ...answer, ...notes.read(), seconds: lease.seconds() };
  store.outbox.put({ lease: task.lease, body });
  await deliver();
}

function submitForm() {
  const missing = form.missing();
  if (missing.length > 0) {
    say("Not complete yet: " + missing.join(", ") + ".");
  } else {
    submit(form.answer());
  }
}

async function skip(reason) {
  if (busy || !task) return;
  busy = true;
  form.close(null);
  say("");
  try {
    await ask(() => post("/api/leases/" + task.lease + "/skip", { reason }), AGAIN);
    store.draft.clear();
  } catch (e) {
    say(e.message);
  }
  await next();
}

async function undo() {
  const number = last();
  if (busy || !number) return;
  busy = true;
  say("");
  try {
    const again = await ask(() => post("/api/leases/" + number + "/undo"), AGAIN);
    sessionStorage.removeItem("last");
    await take(again);
    refresh(requalify);
  } catch (e) {
    sessionStorage.removeItem("last");
    showLast();
    busy = false;
    say(e.message);
  }
}

async function overtime() {
  busy = true;
  const body = { ...form.answer(), ...notes.read() };
  const why = "The time for this item was over, so it went back to the others.";
  if (store.draft.get(task.lease) && refused.hasWords(body)) {
    store.outbox.put({ lease: task.lease, body, refused: why });
    showRefused();
  } else {
    say(why);
    await next();
  }
}

/** A short test that may lift a pause. */
async function requalify(campaign) {
  if (busy) return;
  busy = true;
  await take(await ask(() => post("/api/next", { campaign }), AGAIN));
  refresh(requalify);
}

const contest = () => last() && !busy && telling.contest(last());
const ACTIONS = {
  free: () => !busy,
  submit: submitForm,
  always: { "?": menus.help, u: undo, x: contest },
  keys: {
    s: () => !$("skip").disabled && menus.askReason(skip),
    c: sides.comment,
    g: sides.guide,
    d: () => !$("differences").hidden && mention(form.differences()),
    w: form.asWritten,
    escape: sides.close,
  },
};

async function begin() {
  if (!sessionStorage.getItem("token")) return view("sign-in");
  busy = true;
  if (!sessionStorage.getItem("person")) {
    sessionStorage.setItem("person", (await ask(() => call("GET", "/api/me"), AGAIN)).name);
  }
  store.of(sessionStorage.getItem("person"));
  form.showAsWritten();
  const kept = store.outbox.get(); // from before the page was loaded again
  if (kept?.refused) showRefused();
  else await (kept ? deliver() : next());
}

$("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  const token = $("token").value.trim();
  $("token").value = "";
  if (!/^[\x21-\x7e]+$/.test(token)) {
    say("That does not look like a token.");
    return;
  }
  sessionStorage.setItem("token", token);
  say("");
  begin();
});
$("sign-out").addEventListener("click", () =>
  signOut(store.outbox.get() ? "Your last answer is kept in this browser and is sent when you sign in again." : ""),
);
$("show-help").addEventListener("click", menus.help);
$("submit").addEventListener("click", submitForm);
$("skip").addEventListener("click", ACTIONS.keys.s);
$("show-notes").addEventListener("click", sides.notes);
$("show-guide").addEventListener("click", sides.guide);
$("differences").addEventListener("click", ACTIONS.keys.d);
$("as-written").addEventListener("click", form.asWritten);
$("undo").addEventListener("click", undo);
$("contest").addEventListener("click", contest);
keyboard.listen(ACTIONS);
setInterval(() => task && !busy && !lease.tick() && overtime(), 1_000);
setInterval(lookAgain, LOOK_AGAIN);
begin();
