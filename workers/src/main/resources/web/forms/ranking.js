// Responses from best to worst: each is put into a place; those in one place are tied.

import { element } from "../dom.js";
import { responses } from "./responses.js";

export const ask = "Put the responses into order, best first";

const ORDINALS = ["1st", "2nd", "3rd"];

export function open(task, ui) {
  const keys = task.responses.map((r) => r.key);
  const place = new Map(); // key -> 1…
  let current = keys[0];

  const chips = new Map(keys.map((key) => [key, chip(key)]));
  const waiting = zone(0, "Not placed");
  const zones = [waiting, ...keys.map((_, i) => zone(i + 1, ORDINALS[i] ?? i + 1 + "th"))];
  const told = element("p", { class: "unseen", role: "status" });

  function chip(key) {
    return element("button", {
      type: "button",
      class: "chip",
      draggable: "true",
      text: key,
      onclick: (event) => {
        event.stopPropagation(); // not into the place it lies on
        choose(key);
      },
      ondragstart: (event) => {
        event.dataTransfer.setData("text/plain", key);
        choose(key);
      },
    });
  }
  function zone(n, name) {
    return element(
      "div",
      {
        class: "place",
        role: "group",
        "aria-label": name,
        "data-place": n,
        onclick: () => put(current, n),
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => {
          event.preventDefault();
          put(current, n);
        },
      },
      element("span", { class: "fine faint", text: name }),
    );
  }
  function choose(key) {
    current = key;
    draw();
  }
  function put(key, n) {
    if (n === 0) place.delete(key);
    else place.set(key, n);
    told.textContent = "Response " + key + ": " + (n === 0 ? "not placed" : "place " + n);
    current = keys.find((other) => !place.has(other)) ?? key;
    draw();
    ui.changed();
  }
  function draw() {
    const focused = document.activeElement;
    for (const key of keys) {
      const made = chips.get(key);
      made.setAttribute("aria-pressed", String(key === current));
      made.setAttribute("aria-label", "Response " + key + (place.has(key) ? ", place " + place.get(key) : ", not placed"));
      const home = zones[place.get(key) ?? 0];
      if (made.parentElement !== home) home.append(made);
    }
    if (focused?.classList.contains("chip")) chips.get(current).focus();
  }
  draw();
  return {
    stage: [responses(task.responses)],
    bar: [element("div", { class: "places" }, ...zones), told],
    keys: [
      ["1–" + keys.length, "Put the marked response into that place; one place may hold several"],
      ["← →", "Mark another response"],
      ["0", "Take the marked response out again"],
    ],
    press(event) {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        const at = keys.indexOf(current) + (event.key === "ArrowLeft" ? -1 : 1);
        choose(keys[(at + keys.length) % keys.length]);
        return true;
      }
      if (!/^\d$/.test(event.key) || Number(event.key) > keys.length) return false;
      put(current, Number(event.key));
      return true;
    },
    missing: () => keys.filter((key) => !place.has(key)).map((key) => "response " + key + " has no place"),
    answer: () => ({
      ranking: keys
        .map((_, i) => keys.filter((key) => place.get(key) === i + 1))
        .filter((group) => group.length > 0),
    }),
    draft: () => Object.fromEntries(place),
    restore(kept) {
      for (const key of keys) if (kept[key]) place.set(key, kept[key]);
      current = keys.find((key) => !place.has(key)) ?? keys[0];
      draw();
    },
  };
}
