// The labeling page: one task at a time, keyboard first, and no label is ever lost on the way.

import { Away, Refused, behind, call, post } from "./api.js";
import { dollars, given, show } from "./task.js";

const LOOK_AGAIN = 5_000;
const MOST_PATIENCE = 15_000;
const RENEW_BELOW = 0.5;

const $ = (id) => document.getElementById(id);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

let task = null; // what is in hand
let length = 0; // of its lease, in milliseconds
let busy = false; // a call about it is under way
let seen = 0; // milliseconds it was visible
let visibleSince = null;
let activeAt = Date.now();
let visit = 0; // signing out ends whatever an earlier visit still waits for

function view(name) {
  for (const id of ["sign-in", "waiting", "task"]) $(id).hidden = id !== name;
  $("bar").hidden = name !== "task";
  $("progress").hidden = $("sign-out").hidden = name === "sign-in";
  if (name !== "task") $("campaign").textContent = "";
  if (name === "sign-in") $("token").focus();
}

function say(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

function signOut(why = "") {
  visit++;
  sessionStorage.clear();
  task = null;
  busy = false;
  say(why);
  view("sign-in");
}

/** Tries until the desk answers; the person is told while it does not. */
async function surely(work, meanwhile) {
  const mine = visit;
  for (let wait = 1_000; ; wait = Math.min(wait * 2, MOST_PATIENCE)) {
    try {
      const reply = await work();
      if (wait > 1_000) say("");
      return reply;
    } catch (e) {
      if (e instanceof Refused && (e.status === 401 || e.status === 403)) {
        if (mine === visit) signOut(e.message);
        return new Promise(() => {});
      }
      if (!(e instanceof Away)) throw e;
      say(e.message + " " + meanwhile);
      await sleep(wait);
      if (mine !== visit) return new Promise(() => {});
    }
  }
}

async function progress() {
  try {
    const me = await call("GET", "/api/me");
    $("done").textContent = me.done;
    $("earned").textContent = dollars(me.earned);
    $("standing").textContent = me.standing.replace("_", " ");
    $("paused-campaigns").textContent = me.paused.join(", ");
    $("paused").hidden = me.paused.length === 0;
  } catch {
    // The next label asks again.
  }
}

function take(next) {
  task = next;
  busy = false;
  $("undo").disabled = !sessionStorage.getItem("last");
  if (task === null) {
    view("waiting");
    return;
  }
  length = Date.parse(task.expires_at) - Date.now() - behind;
  seen = 0;
  visibleSince = document.hidden ? null : performance.now();
  view("task");
  show(task, submit);
  $("skip").disabled = false;
  tick();
}

async function next() {
  const mine = visit;
  const reply = await surely(() => post("/api/next"), "Trying again by itself.");
  if (mine === visit) take(reply);
  progress();
}

/** Looks for work only while none is in hand. */
async function lookAgain() {
  if ($("waiting").hidden || busy) return;
  busy = true;
  try {
    await next();
  } finally {
    busy = false;
  }
}

async function deliver() {
  const kept = JSON.parse(sessionStorage.getItem("kept"));
  try {
    const receipt = await surely(
      () => post("/api/leases/" + kept.lease + "/submit", kept.body),
      "Your label is kept and is sent again by itself.",
    );
    sessionStorage.setItem("last", kept.lease);
    say(receipt.flags.includes("too_fast") ? "That was very quick. Take the time to read both." : "");
  } catch (e) {
    say(e.message);
  }
  sessionStorage.removeItem("kept");
  await next();
}

async function submit(label) {
  if (busy || !task) return;
  busy = true;
  given(label);
  $("skip").disabled = $("undo").disabled = true;
  const visible = seen + (visibleSince === null ? 0 : performance.now() - visibleSince);
  const body = { label, seconds: Math.round(visible / 100) / 10 };
  sessionStorage.setItem("kept", JSON.stringify({ lease: task.lease, body }));
  await deliver();
}

async function skip() {
  if (busy || !task) return;
  busy = true;
  given(null);
  say("");
  try {
    await surely(
      () => post("/api/leases/" + task.lease + "/skip", { reason: "skipped on the page" }),
      "Trying again by itself.",
    );
  } catch (e) {
    say(e.message);
  }
  await next();
}

async function undo() {
  const last = sessionStorage.getItem("last");
  if (busy || !last) return;
  busy = true;
  say("");
  try {
    const again = await surely(() => post("/api/leases/" + last + "/undo"), "Trying again by itself.");
    sessionStorage.removeItem("last");
    take(again);
    progress();
  } catch (e) {
    sessionStorage.removeItem("last");
    $("undo").disabled = true;
    busy = false;
    say(e.message);
  }
}

/** Keeps the lease while somebody is there, and lets it go when nobody is. */
async function tick() {
  if (!task) return;
  const left = Date.parse(task.expires_at) - Date.now() - behind;
  $("left").value = Math.max(0, Math.min(1, left / length));
  const minutes = Math.floor(Math.max(0, left) / 60_000);
  const seconds = Math.floor(Math.max(0, left) / 1_000) % 60;
  $("left-text").textContent = minutes + ":" + String(seconds).padStart(2, "0");
  if (busy) return;
  if (left <= 0) {
    busy = true;
    say("The time for that item was over, so it went back to the others.");
    await next();
  } else if (left < length * RENEW_BELOW && Date.now() - activeAt < length) {
    await renew(task);
  }
}

let renewing = false;

async function renew(held) {
  if (renewing) return;
  renewing = true;
  try {
    const reply = await post("/api/leases/" + held.lease + "/renew");
    if (task === held) task.expires_at = reply.expires_at;
    await sleep(5_000); // a closed item's lease is not extended: no need to ask each second
  } catch {
    await sleep(5_000);
  } finally {
    renewing = false;
  }
}

function pressed(event) {
  activeAt = Date.now();
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea")) return;
  const key = event.key.toLowerCase();
  const label = $("task").hidden ? undefined : task?.labels[Number(key) - 1];
  if (label !== undefined) submit(label);
  else if (key === "s" && !$("task").hidden) skip();
  else if (key === "u") undo();
}

async function begin() {
  visit++;
  if (!sessionStorage.getItem("token")) {
    view("sign-in");
  } else if (sessionStorage.getItem("kept")) {
    await deliver(); // from before the page was loaded again
  } else {
    await next();
  }
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
$("sign-out").addEventListener("click", () => signOut());
$("skip").addEventListener("click", skip);
$("undo").addEventListener("click", undo);
document.addEventListener("keydown", pressed);
for (const sign of ["pointermove", "pointerdown", "scroll"]) {
  document.addEventListener(sign, () => (activeAt = Date.now()), { passive: true });
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden && visibleSince !== null) {
    seen += performance.now() - visibleSince;
    visibleSince = null;
  } else if (!document.hidden) {
    visibleSince = performance.now();
  }
});
setInterval(tick, 1_000);
setInterval(lookAgain, LOOK_AGAIN);
begin();
