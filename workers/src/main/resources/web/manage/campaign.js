// One campaign: where it is, how well people agree, what it costs, and the manager's hand on it.

import { campaignPath, get, hear, post, put } from "./api.js";
import { card, h, refresh, table } from "./dom.js";
import { confirmed } from "./confirm.js";
import { agreementOverTime, costOverTime, deciders, funnel, progressBar, reliability } from "./charts.js";
import { count, money, percent, plural, time, words } from "./format.js";
import { annotatorTable } from "./annotators.js";
import { goldCard } from "./gold.js";
import { badge } from "./list.js";

const OVER = ["completed", "failed", "cancelled"];
const FILES = ["labels.jsonl", "preference.jsonl", "judgments.jsonl", "payouts.csv", "ledger.csv"];
const REST = 5_000; // between two readings of what is costly to read

export async function campaignPage(page, house, name) {
  let status = await get(campaignPath(name));
  document.title = "Assay: " + name;
  const head = h("div", { id: "campaign-head" });
  const funnelCard = h("div", { class: "contents" });
  const charts = h("div", { class: "contents" });
  const people = h("div", { class: "contents" });
  const gold = h("div", { class: "contents" });
  const judges = h("div", { class: "contents" });
  page.append(head, h("div", { class: "grid" }, funnelCard, charts), people, gold, judges);

  let drawnPairs = "";
  let drawnGold = "";
  let calibration = null;
  let readAt = 0;
  let again = 0;

  const moved = (now) => {
    status = now;
    refresh(head, ...header(name, status, house, moved));
    const pairs = JSON.stringify(status.pairs);
    if (pairs !== drawnPairs) {
      drawnPairs = pairs;
      funnelCard.replaceChildren(card("Progress", funnel(status.pairs, { generates: generates(status), judges: judged(status) })));
    }
    clearTimeout(again);
    again = setTimeout(read, Math.max(0, readAt + REST - Date.now()));
  };

  async function read() {
    readAt = Date.now();
    const [timeline, table, pool] = await Promise.all(["/timeline", "/annotators", "/gold"].map((what) => get(campaignPath(name, what))));
    if (!house.current()) return;
    charts.replaceChildren(
      card("Agreement over time", agreementOverTime(timeline, status.agreement)),
      card("Cost", costOverTime(timeline), forecastText(timeline)),
    );
    refresh(people, card("Annotators", annotatorTable(table, house, () => house.doing(read))));
    const nowGold = JSON.stringify([pool, status.gold]);
    if (nowGold !== drawnGold) {
      drawnGold = nowGold;
      refresh(gold, goldCard(pool, status, house, () => house.doing(read)));
    }
    if (judged(status) && status.calibration?.version !== calibration) {
      calibration = status.calibration?.version;
      judges.replaceChildren(judgesCard(status, await get(campaignPath(name, "/report"))));
    }
  }

  moved(status);
  const stop = hear(
    campaignPath(name, "/events"),
    (now) => {
      house.say("");
      moved(now);
    },
    (ended) => ended || house.say("The desk cannot be reached at the moment; trying again."),
  );
  return () => {
    stop();
    clearTimeout(again);
  };
}

const judged = (status) => status.calibration !== null || status.pairs.by_decider.ai > 0 || status.cost.prompt_tokens > 0;
const generates = (status) => Object.values(status.generation.regenerated).some((n) => n > 0) || (status.pairs.by_phase.generate ?? 0) > 0;

function header(name, status, house, moved) {
  const over = OVER.includes(status.status);
  const { pairs, cost } = status;
  return [
    h("p", { class: "crumb" }, h("a", { href: "#/" }, "Campaigns")),
    h("div", { class: "head" }, h("h2", { class: "title" }, name), badge(status.status), ...(house.manages ? actions(name, status, over, house, moved) : [])),
    status.reason ? h("p", { class: "reason" }, status.reason) : null,
    progressBar(pairs),
    deciders(pairs),
    h(
      "dl",
      { class: "figures" },
      figure("Settled", count(pairs.settled) + " of " + count(pairs.total), "settled"),
      figure("Labels handed in", count(cost.judgments)),
      figure("Phase", words(status.phase)),
      figure("Agreement", status.agreement.raw === null ? "–" : percent(status.agreement.raw)),
      figure("Spent", money(cost.total_usd)),
      status.people.usd_per_hour === null ? null : figure("Wage an hour", money(status.people.usd_per_hour)),
      figure("Budget", cost.budget_usd > 0 ? money(cost.budget_usd) : "none", "budget"),
      figure("Gold used", count(status.gold.used) + " of " + count(status.gold.pool)),
      status.eta === null ? null : figure("People’s work ends", time(status.eta, Date.parse(status.eta) - Date.now())),
    ),
    status.people.below_floor.length ? h("p", { class: "warning" }, "Below the floor of " + money(status.people.wage_floor_usd) + " an hour: " + status.people.below_floor.map((each) => each.annotator + " " + money(each.usd_per_hour)).join(", ") + ".") : null,
    status.people.open_appeals > 0 ? h("p", { class: "warning" }, house.manages ? h("a", { href: "#/appeals" }, plural(status.people.open_appeals, "appeal") + " to decide") : plural(status.people.open_appeals, "appeal") + " to decide") : null,
    status.status === "completed" ? files(name) : null,
  ].filter(Boolean);
}

const figure = (name, value, id) => h("div", {}, h("dt", {}, name), h("dd", { id: id ?? null }, value));

function files(name) {
  return h("p", { class: "files" }, "Files: ", FILES.flatMap((file, i) => [i ? " · " : "", h("a", { href: campaignPath(name, "/export/" + file), download: file }, file)]));
}

function actions(name, status, over, house, moved) {
  const steer = (command, what) => async () => {
    if ((await confirmed(what)) === null) return;
    const now = await house.doing(() => post(campaignPath(name, "/" + command)));
    if (now) moved(now);
  };
  const button = (id, words, act, kind) => h("button", { id, type: "button", class: kind ?? "", onclick: act }, words);
  if (status.status === "failed") {
    const what = { title: "Resume " + name + "?", text: "What it has is kept; it tries again where it failed.", yes: "Resume" };
    return [h("span", { class: "actions" }, button("resume", "Resume", steer("resume", what)))];
  }
  if (over) return [];
  const pause = { title: "Pause " + name + "?", text: "Nobody is given more work and its deadlines stand still until it is resumed. Labels under way can still be handed in.", yes: "Pause" };
  const resume = { title: "Resume " + name + "?", text: "People are given work again, and its deadlines go on.", yes: "Resume" };
  const cancel = { title: "Cancel " + name + "?", text: "This ends the campaign for good. What is settled can still be exported; nobody labels the rest.", yes: "Cancel the campaign", danger: true };
  return [
    h(
      "span",
      { class: "actions" },
      status.status === "paused" ? button("resume", "Resume", steer("resume", resume)) : button("pause", "Pause", steer("pause", pause)),
      button("set-budget", "Budget", () => budget(name, status, house, moved)),
      button("cancel", "Cancel", steer("cancel", cancel), "danger"),
    ),
  ];
}

async function budget(name, status, house, moved) {
  const usd = await confirmed({
    title: "Budget of " + name,
    text: money(status.cost.committed_usd) + " is spent or reserved. 0 is no limit. A campaign that is out of budget goes on when it is raised.",
    yes: "Set the budget",
    field: { label: "US dollars", value: String(status.cost.budget_usd), type: "number", step: "0.01", min: "0" },
  });
  if (usd === null) return;
  const now = await house.doing(() => put(campaignPath(name, "/budget"), { budget_usd: Number(usd) }));
  if (now) moved(now);
}

function forecastText(timeline) {
  const forecast = timeline.forecast;
  if (forecast === null) return h("p", { class: "fine faint" }, "It is over; nothing more is spent.");
  const left = count(forecast.judgments_left) + " labels are still wanted";
  const money_ = forecast.total_usd === null ? "; what the models will cost is not known yet" : "; if it goes on so, it comes to " + money(forecast.total_usd);
  const late = timeline.budget_usd > 0 && forecast.total_usd > timeline.budget_usd;
  return h("p", { class: late ? "warning" : "fine faint" }, left + money_ + (late ? ", which is above the budget" : "") + ".");
}

function judgesCard(status, report) {
  const calibration = status.calibration;
  const believed = calibration === null ? null : h("p", {}, calibration.version === 0 ? count(calibration.pairs) + " of " + count(calibration.wanted_pairs) + " pairs that people label before a judge is believed" + (OVER.includes(status.status) ? "; none was." : ".") : "Calibration " + calibration.version + " (" + calibration.method + ", " + count(calibration.pairs) + " pairs) accepts from " + percent(calibration.accept_confidence, 1) + ".", calibration.alarm ? " " + calibration.alarm : "");
  const several = report.versions.length > 1;
  return card(
    "Judges",
    believed,
    report.versions.flatMap((version) => [
      several ? h("h3", {}, "Batches " + version.from + (version.through === null ? " and later" : " to " + version.through)) : null,
      version.quality === null ? h("p", { class: "faint" }, "No two pairs have a verdict and people’s label yet.") : qualityView(version.quality),
    ].filter(Boolean)),
  );
}

function qualityView(quality) {
  return h(
    "div",
    { class: "grid" },
    h("div", {}, reliability(quality.raw, quality.calibrated)),
    h(
      "div",
      {},
      h("p", {}, "Expected calibration error ", h("b", {}, quality.raw_error.toFixed(3)), " before calibration, ", h("b", {}, quality.calibrated_error.toFixed(3)), " after, over " + count(quality.labelled) + " pairs."),
      table("What would be accepted", ["Accepted from", "Pairs accepted", "People agree"], quality.accepting.map((each) => [each.threshold.toFixed(2), percent(each.accepted), estimate(each.agreement)])),
    ),
  );
}

// A share's normal interval may pass its ends.
const share = (value) => percent(Math.min(1, Math.max(0, value)));
const estimate = (value) => (value.value === undefined ? "–" : percent(value.value) + " (" + share(value.low) + " to " + share(value.high) + ")");
