// The time of one lease: how much is left, and how long the item was really looked at.

import { behind, post } from "./api.js";
import { $ } from "./dom.js";

const RENEW_BELOW = 0.5;
const REST = 5_000;

let held = null;
let length = 0; // in milliseconds
let seen = 0; // milliseconds it was visible
let visibleSince = null;
let activeAt = Date.now();
let renewable = true;
let renewing = false;

/** @param fixed it ends when it ends: a second look is not renewed */
export function hold(task, fixed = false) {
  held = task;
  renewable = !fixed;
  length = left();
  seen = 0;
  visibleSince = document.hidden ? null : performance.now();
  draw();
}

export function release() {
  held = null;
}

/** Somebody is there. */
export function active() {
  activeAt = Date.now();
}

const left = () => Date.parse(held.expires_at) - Date.now() - behind;

/** How long the item was visible, to a tenth of a second. */
export function seconds() {
  const visible = seen + (visibleSince === null ? 0 : performance.now() - visibleSince);
  return Math.round(visible / 100) / 10;
}

function draw() {
  const rest = Math.max(0, left());
  $("left").value = Math.min(1, rest / length);
  const minutes = Math.floor(rest / 60_000);
  $("left-text").textContent = minutes + ":" + String(Math.floor(rest / 1_000) % 60).padStart(2, "0");
}

/** Keeps the lease while somebody is there, lets it go when nobody is; false when it is over. */
export function tick() {
  draw();
  if (left() <= 0) return false;
  if (renewable && left() < length * RENEW_BELOW && Date.now() - activeAt < length) renew(held);
  return true;
}

async function renew(lease) {
  if (renewing) return;
  renewing = true;
  try {
    const reply = await post("/api/leases/" + lease.lease + "/renew");
    lease.expires_at = reply.expires_at;
  } catch {
    // Asked again soon; what ends a lease is its time.
  }
  // A closed item's lease is not extended: no need to ask each second.
  setTimeout(() => (renewing = false), REST);
}

for (const sign of ["pointermove", "pointerdown", "scroll", "keydown", "input"]) {
  document.addEventListener(sign, active, { passive: true, capture: true });
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden && visibleSince !== null) {
    seen += performance.now() - visibleSince;
    visibleSince = null;
  } else if (!document.hidden) {
    visibleSince = performance.now();
  }
});
