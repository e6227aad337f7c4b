// The labeling page: one task at a time, keyboard first, and no answer is ever lost on the way.

import { call, post } from "./api.js";
import * as controls from "./controls.js";
import { $ } from "./dom.js";
import * as lease from "./lease.js";
import { refresh, show } from "./me.js";
import * as menus from "./menus.js";
import * as notes from "./notes.js";
import { say } from "./notice.js";
import * as others from "./others.js";
import { leave, surely } from "./patience.js";
import { explain } from "./practice.js";
import * as refused from "./refused.js";
import * as session from "./session.js";
import * as store from "./store.js";
import * as form from "./task.js";
import * as telling from "./telling.js";
import { last, showLast, view } from "./views.js";

const LOOK_AGAIN = 5_000;
const AGAIN = "Trying again by itself.";
const OPEN = "Your answer is kept while this page stays open, and is sent by itself when the desk answers.";
const SAFE =
  "Your answer is safe: it is kept in this browser, even if you close the tab, and is sent by" +
  " itself when the desk answers. The next item comes after that.";

let task = null; // what is in hand
let busy = false; // a call about it is under way
let looking = false; // it is answered, and may be revised after a second look

function signOut(why = "") {
  leave();
  sessionStorage.clear();
  task = null;
  busy = false;
  lease.release();
  say(why);
  view("sign-in");
  session.offer();
}

/** Who is suspended stays: they read why, may appeal, and go on by themselves once they are taken back. */
async function notAdmitted(why, status) {
  const me = status === 403 ? await surely(() => call("GET", "/api/me"), AGAIN, signOut) : null;
  if (!me?.suspended) return signOut(why);
  task = null;
  lease.release();
  if (store.outbox.get()) say("Your last answer is kept in this browser.");
  view("waiting");
  await show(me, requalify).catch(() => {}); // without the appeals, which the next look has
  busy = false;
}

const ask = (work, meanwhile) => surely(work, meanwhile, notAdmitted);

async function take(next) {
  if (next) await form.prepare(next);
  task = next;
  looking = false;
  others.hide();
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
  await resume();
}

/** An answer that is still to be sent goes first. */
async function resume() {
  const kept = store.outbox.get();
  if (kept?.refused) showRefused();
  else await (kept ? deliver() : next());
}

function changed() {
  if (task && !busy) store.draft.put({ lease: task.lease, answer: form.draft(), notes: notes.read() });
}

/** Sends what is kept until the desk has it. */
async function deliver() {
  const kept = store.outbox.get();
  try {
    const receipt = await ask(() => post("/api/leases/" + kept.lease + "/" + kept.call, kept.body), store.outbox.lasting() ? SAFE : OPEN);
    store.draft.clear();
    store.outbox.clear();
    if (receipt.practice) {
      say("");
      await explain(receipt.practice);
      return next();
    }
    last.set(kept.lease);
    if (receipt.second_look && task?.lease === kept.lease) return await look(kept.body);
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

/** Shows what others said beside the expert's own answer, which is open again until the look is over. */
async function look(body) {
  const mine = task;
  const until = await ask(() => others.show(mine.lease, stay), AGAIN);
  say("");
  looking = true;
  form.show(mine, { submit, changed }, { answer: form.draft(), notes: body });
  $("skip").disabled = true;
  lease.hold({ ...mine, expires_at: until }, true);
  $("stay").focus();
  busy = false;
}

async function stay() {
  if (busy) return;
  busy = true;
  store.draft.clear();
  await next();
}

/** Nothing that was written disappears before the person says so. */
function showRefused() {
  const kept = store.outbox.get();
  task = null;
  lease.release();
  say("");
  view("refused");
  $("refused-on").disabled = false;
  refused.show(kept.refused, kept.body, async () => {
    $("refused-on").disabled = true;
    store.outbox.clear();
    await next();
  });
}

async function submit(answer) {
  if (busy || !task) return;
  busy = true;
  form.close(answer);
  $("undo").disabled = $("contest").disabled = true;
  const body = { ...answer, ...notes.read(), seconds: lease.seconds() };
  store.outbox.put({ lease: task.lease, call: looking ? "revise" : "submit", body });
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
  const number = last.get();
  if (busy || !number) return;
  busy = true;
  say("");
  try {
    const again = await ask(() => post("/api/leases/" + number + "/undo"), AGAIN);
    last.clear();
    await take(again);
    refresh(requalify);
  } catch (e) {
    last.clear();
    showLast();
    busy = false;
    say(e.message);
  }
}

async function overtime() {
  if (looking) return stay();
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

const contest = () => last.get() && !busy && telling.contest(last.get());
controls.listen({
  free: () => !busy,
  submit: submitForm,
  skip: () => menus.askReason(skip),
  undo,
  contest,
});

async function begin() {
  if (!session.signedIn()) {
    view("sign-in");
    if (await session.offer()) await session.resume();
    if (busy || !session.signedIn()) return;
  }
  busy = true;
  if (!sessionStorage.getItem("person")) {
    sessionStorage.setItem("person", (await ask(() => call("GET", "/api/me"), AGAIN)).name);
  }
  store.of(sessionStorage.getItem("person"));
  form.showAsWritten();
  await resume();
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
$("sign-out").addEventListener("click", async () => {
  try {
    await session.end();
    signOut(store.outbox.get() ? "Your last answer is kept in this browser and is sent when you sign in again." : "");
  } catch (e) {
    say(e.message + " You are still signed in.");
  }
});
setInterval(() => task && !busy && !lease.tick() && overtime(), 1_000);
setInterval(lookAgain, LOOK_AGAIN);
begin();
