// Charts as SVG that is drawn anew for the width it has, so that its words keep their size.

import { h, svg } from "./dom.js";
import { count, money, percent, time } from "./format.js";

const LEFT = 52;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 26;

const DECIDERS = ["ai", "spot_check", "human", "expert", "fallback", "dropped", "unselected"];
const DECIDED_BY = {
  ai: "judges",
  spot_check: "judges, spot-checked",
  human: "people",
  expert: "experts",
  fallback: "fallback",
  dropped: "nobody: dropped",
  unselected: "not selected",
};

/** A picture with a name, a caption, and a drawing for any width. */
function figure(label, caption, draw) {
  const box = h("div", { class: "plot" });
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width < 40 || width === drawn) return;
    drawn = width;
    const { height, parts } = draw(width);
    box.replaceChildren(svg("svg", { viewBox: "0 0 " + width + " " + height, width, height, role: "img", "aria-label": label }, parts));
  }).observe(box);
  return h("figure", {}, box, h("figcaption", {}, caption));
}

const line = (kind, x1, y1, x2, y2) => svg("line", { class: kind, x1, y1, x2, y2 });
const text = (x, y, anchor, words, kind) => svg("text", { x, y, "text-anchor": anchor, class: kind ?? "" }, words);
const path = (kind, points) => svg("path", { class: kind, d: points.map(([x, y], i) => (i ? "L" : "M") + x.toFixed(1) + " " + y.toFixed(1)).join("") });
const key = (kind, words) => h("span", { class: "key " + kind }, words);

/** Round steps that a person reads: 1, 2 or 5 times a power of ten. */
function steps(most, wanted = 4) {
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const all = [];
  for (let value = 0; value < most + step * 0.999; value += step) all.push(value);
  return all;
}

export function progressBar(pairs) {
  const all = Math.max(1, pairs.total);
  const shares = DECIDERS.filter((decider) => pairs.by_decider[decider] > 0);
  let from = 0;
  const parts = shares.map((decider) => {
    const width = (1000 * pairs.by_decider[decider]) / all;
    from += width;
    return svg("rect", { class: "by " + decider, x: from - width, y: 0, width, height: 10 });
  });
  const label = count(pairs.settled) + " of " + count(pairs.total) + " pairs are settled";
  return svg("svg", { class: "progress-bar", viewBox: "0 0 1000 10", preserveAspectRatio: "none", role: "img", "aria-label": label }, svg("rect", { class: "rest", x: 0, y: 0, width: 1000, height: 10 }), parts);
}

/** Who decided, in words beside the colours of the bar. */
export function deciders(pairs) {
  const found = DECIDERS.filter((decider) => pairs.by_decider[decider] > 0);
  return h("p", { class: "keys" }, found.length ? found.map((decider) => key("by " + decider, DECIDED_BY[decider] + " " + count(pairs.by_decider[decider]))) : "Nothing is settled yet.");
}

/** How many pairs have come to each phase, the first on top. */
export function funnel(pairs, phases) {
  const at = (phase) => pairs.by_phase[phase] ?? 0;
  const rows = [["in the campaign", pairs.total]];
  const order = ["planned", "generate", "prelabel", "review", "escalate", "aggregate", "export", "drain", "done"];
  const reached = (phase) => order.slice(order.indexOf(phase)).reduce((sum, each) => sum + at(each), 0);
  if (phases.generates) rows.push(["with responses", reached("prelabel")]);
  if (phases.judges) rows.push(["heard by judges", reached("review")]);
  rows.push(["in review, or further", reached("review")], ["settled", pairs.settled]);
  const most = Math.max(1, pairs.total);
  const label = "Phase funnel: " + rows.map(([name, n]) => n + " " + name).join(", ");
  return figure(label, "Pairs, from the input to a label.", (width) => {
    const beside = width > 420;
    const high = beside ? 30 : 44;
    const left = beside ? 190 : 0;
    const room = width - left - 64;
    return {
      height: rows.length * high + 4,
      parts: rows.map(([name, n], i) => {
        const y = i * high;
        const bar = Math.max(n > 0 ? 2 : 0, (room * n) / most);
        return svg(
          "g",
          {},
          beside ? text(left - 10, y + 20, "end", name) : text(0, y + 14, "start", name),
          svg("rect", { class: "rest", x: left, y: beside ? y + 5 : y + 20, width: room, height: 20, rx: 3 }),
          svg("rect", { class: "bar", x: left, y: beside ? y + 5 : y + 20, width: bar, height: 20, rx: 3 }),
          text(left + room + 8, beside ? y + 20 : y + 35, "start", count(n), "value"),
        );
      }),
    };
  });
}

/** How far two people agree who saw the same item, as their task type measures it: in each span, and in all so far. */
export function agreementOverTime(timeline, agreement) {
  const from = Date.parse(timeline.from);
  const to = Date.parse(timeline.to);
  let comparisons = 0;
  let agreed = 0;
  const points = timeline.spans.filter((span) => span.comparisons > 0).map((span) => {
    comparisons += span.comparisons;
    agreed += span.agreed;
    return { at: Date.parse(span.until), now: span.agreed / span.comparisons, n: span.comparisons, all: agreed / comparisons };
  });
  if (!points.length) {
    const why = agreement.items > 0 && agreement.raw === null ? "Answers in people’s own words are not compared: none is the right one." : "No item has two labels yet.";
    return h("p", { class: "faint" }, why);
  }
  const label = "Agreement over time: " + percent(points.at(-1).all) + " in " + count(comparisons) + " comparisons so far, by the " + timeline.measure;
  const most = Math.max(...points.map((point) => point.n));
  const caption = [key("line series-1", "all so far"), key("dot series-2", "at that time; larger for more comparisons"), h("span", {}, "The " + timeline.measure + ".")];
  return figure(label, caption, (width) => {
    const height = 220;
    const x = (at) => LEFT + ((width - LEFT - RIGHT) * (at - from)) / (to - from);
    const y = (value) => TOP + (height - TOP - BOTTOM) * (1 - value);
    return {
      height,
      parts: [
        ...[0, 0.25, 0.5, 0.75, 1].flatMap((value) => [line("grid", LEFT, y(value), width - RIGHT, y(value)), text(LEFT - 8, y(value) + 4, "end", percent(value))]),
        ...ends(from, to, width, height),
        ...points.map((point) => svg("circle", { class: "dot series-2", cx: x(point.at), cy: y(point.now), r: 2.5 + 4 * Math.sqrt(point.n / most) })),
        path("line series-1", [...points.map((point) => [x(point.at), y(point.all)]), [x(to), y(points.at(-1).all)]]),
      ],
    };
  });
}

/** What was spent so far, the budget as a ceiling, and where it goes if it goes on so. */
export function costOverTime(timeline) {
  const from = Date.parse(timeline.from);
  const now = Date.parse(timeline.to);
  const forecast = timeline.forecast;
  const eta = forecast?.eta ? Date.parse(forecast.eta) : null;
  const goes = forecast?.total_usd ?? null;
  const to = Math.max(now, eta ?? (goes === null ? now : now + 0.15 * (now - from)));
  let people = 0;
  let all = 0;
  const points = [[from, 0, 0]];
  for (const span of timeline.spans) {
    people += span.people_usd;
    all += span.people_usd + span.models_usd;
    points.push([Date.parse(span.until), people, all]);
  }
  const budget = timeline.budget_usd;
  const label =
    "Cost: " + money(all) + " spent" + (budget > 0 ? " of a budget of " + money(budget) : "") + (goes === null ? "" : ", " + money(goes) + " expected in the end");
  const caption = [
    key("area series-1", "people " + money(people)),
    key("area series-3", "models " + money(all - people)),
    goes === null ? null : key("line dashed series-2", "expected in the end " + money(goes)),
    budget > 0 ? key("line series-4", "budget " + money(budget)) : null,
  ];
  return figure(label, caption, (width) => {
    const height = 220;
    const scale = steps(Math.max(all, budget, goes ?? 0, 0.01) * 1.02);
    const most = scale.at(-1);
    const x = (at) => LEFT + ((width - LEFT - RIGHT) * (at - from)) / (to - from);
    const y = (usd) => TOP + (height - TOP - BOTTOM) * (1 - usd / most);
    const area = (kind, upper, lower) => path("area " + kind, [...points.map((p) => [x(p[0]), y(p[upper])]), ...points.toReversed().map((p) => [x(p[0]), y(lower === 0 ? 0 : p[lower])])]);
    return {
      height,
      parts: [
        ...scale.flatMap((usd) => [line("grid", LEFT, y(usd), width - RIGHT, y(usd)), text(LEFT - 8, y(usd) + 4, "end", "$" + (most < 5 ? usd.toFixed(2) : count(usd)))]),
        ...ends(from, to, width, height),
        area("series-1", 1, 0),
        area("series-3", 2, 1),
        goes === null ? null : path("line dashed series-2", [[x(now), y(all)], [x(to), y(goes)]]),
        budget > 0 ? line("line series-4", LEFT, y(budget), width - RIGHT, y(budget)) : null,
        to > now ? text(x(now), TOP + 10, "middle", "now", "fine") : null,
        to > now ? line("now", x(now), TOP + 14, x(now), height - BOTTOM) : null,
      ].filter(Boolean),
    };
  });
}

function ends(from, to, width, height) {
  return [text(LEFT, height - 8, "start", time(from, to - from)), text(width - RIGHT, height - 8, "end", time(to, to - from))];
}

/** What confidence promised beside what people confirmed. */
export function reliability(raw, calibrated) {
  const bins = [...raw.bins, ...calibrated.bins];
  const label = "Reliability diagram: share that people agreed with, by confidence before and probability after calibration";
  const caption = [key("ring series-2", "raw confidence"), key("dot series-1", "calibrated; larger dots hold more pairs. On the line, what was promised was kept.")];
  return figure(label, caption, (full) => {
    const width = Math.min(full, 380);
    const size = width - LEFT - 2 * RIGHT;
    const top = TOP + 14;
    const x = (share) => LEFT + share * size;
    const y = (share) => top + (1 - share) * size;
    const most = Math.max(1, ...bins.map((bin) => bin.cases));
    const dot = (kind) => (bin) =>
      svg("circle", { class: kind, cx: x(bin.mean_score), cy: y(bin.mean_outcome), r: 4 + 6 * Math.sqrt(bin.cases / most) }, svg("title", {}, "promised " + percent(bin.mean_score, 1) + ", people agreed on " + percent(bin.mean_outcome, 1) + " of " + bin.cases));
    return {
      height: top + size + 44,
      parts: [
        ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
          line("grid", x(share), y(0), x(share), y(1)),
          line("grid", x(0), y(share), x(1), y(share)),
          text(x(share), top + size + 18, "middle", percent(share)),
          text(LEFT - 8, y(share) + 4, "end", percent(share)),
        ]),
        text(LEFT, 14, "start", "share on which people agreed"),
        line("ideal", x(0), y(0), x(1), y(1)),
        ...raw.bins.map(dot("ring series-2")),
        ...calibrated.bins.map(dot("dot series-1")),
        text(LEFT + size / 2, top + size + 38, "middle", "what was promised"),
      ],
    };
  });
}

