// An event of a history, fetched when somebody wants to see it.

import { campaignPath, get } from "./api.js";
import { h } from "./dom.js";

/** What a payload says, in place of its base64. */
function readable(value) {
  if (Array.isArray(value)) return value.map(readable);
  if (value === null || typeof value !== "object") return value;
  if (typeof value.data === "string" && value.metadata?.encoding) {
    const text = new TextDecoder().decode(Uint8Array.from(atob(value.data), (c) => c.charCodeAt(0)));
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readable(each)]));
}

export function eventView(name, place) {
  const body = h("pre", { tabindex: "0" });
  const query = new URLSearchParams({ workflow: place.workflow, run: place.run, event: place.event });
  return h(
    "details",
    {
      class: "event",
      ontoggle: async (toggled) => {
        if (!toggled.target.open || body.textContent) return;
        try {
          body.textContent = JSON.stringify(readable(await get(campaignPath(name, "/history?" + query))), null, 2);
        } catch (e) {
          body.textContent = e.message;
        }
      },
    },
    h("summary", {}, "Event " + place.event + " of " + place.workflow + ", run " + place.run),
    body,
  );
}
