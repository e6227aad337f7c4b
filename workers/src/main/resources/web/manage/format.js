// How figures and words are written on the managers' pages.

const NUMBER = new Intl.NumberFormat("en-US");
const MONEY = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const SECONDS = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const count = (number) => NUMBER.format(number);
export const money = (usd) => MONEY.format(usd);
export const percent = (share, digits = 0) => (100 * share).toFixed(digits) + " %";
export const share = (part, all) => (all === 0 ? "–" : part + " of " + all + " (" + percent(part / all) + ")");
export const words = (name) => name.replaceAll("_", " ");

/** A time, as exact as the span that it is read in asks for. */
export function time(at, spanMillis = Infinity) {
  const date = new Date(at);
  if (spanMillis < 10 * 60_000) return SECONDS.format(date);
  if (spanMillis < 24 * 3_600_000) return CLOCK.format(date);
  return DAY.format(date) + " " + CLOCK.format(date);
}

export const plural = (number, one, many = one + "s") => count(number) + " " + (number === 1 ? one : many);
