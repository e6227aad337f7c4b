// All campaigns, moving as they move.

import { hear } from "./api.js";
import { h, refresh } from "./dom.js";
import { count, money, percent, time, words } from "./format.js";
import { progressBar } from "./charts.js";

export const badge = (status) => h("span", { class: "badge " + status }, words(status));

function row(campaign) {
  const { pairs, cost } = campaign;
  return h(
    "li",
    { class: "card campaign", "data-name": campaign.name },
    h(
      "div",
      { class: "head" },
      h("h2", {}, h("a", { href: "#/campaign/" + encodeURIComponent(campaign.name) }, campaign.name)),
      badge(campaign.status),
    ),
    progressBar(pairs),
    h(
      "dl",
      { class: "figures" },
      h("div", {}, h("dt", {}, "Settled"), h("dd", { class: "settled" }, count(pairs.settled) + " of " + count(pairs.total))),
      h("div", {}, h("dt", {}, "Agreement"), h("dd", {}, campaign.agreement.raw === null ? "–" : percent(campaign.agreement.raw))),
      h("div", {}, h("dt", {}, "Spent"), h("dd", {}, money(cost.total_usd) + (cost.budget_usd > 0 ? " of " + money(cost.budget_usd) : ""))),
      campaign.eta === null ? null : h("div", {}, h("dt", {}, "People’s work ends"), h("dd", {}, time(campaign.eta, Date.parse(campaign.eta) - Date.now()))),
    ),
    campaign.reason ? h("p", { class: "fine faint" }, campaign.reason) : null,
  );
}

export function campaignList(page, house) {
  const list = h("ul", { class: "campaigns", "aria-label": "Campaigns" });
  page.append(
    h(
      "div",
      { class: "head" },
      h("h2", { class: "title" }, "Campaigns"),
      house.manages ? h("a", { class: "button", href: "#/new" }, "New campaign") : null,
    ),
    list,
  );
  return hear(
    "/api/events",
    (campaigns) => {
      house.say("");
      refresh(list, ...(campaigns.length ? campaigns.reverse().map(row) : [h("li", { class: "faint" }, "No campaigns yet.")]));
    },
    () => house.say("The desk cannot be reached at the moment; trying again."),
  );
}
