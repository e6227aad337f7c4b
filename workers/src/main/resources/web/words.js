// How answers and amounts are said.

const PREFERENCES = {
  "A>>": "A is much better",
  "A>": "A is better",
  "=": "About the same",
  "B>": "B is better",
  "B>>": "B is much better",
};

/** A label as a person says it. */
export const label = (value) => PREFERENCES[value] ?? value;

/** Any answer, in one line. */
export function asText(answer) {
  if (typeof answer === "string") return label(answer);
  if (Array.isArray(answer)) return answer.length > 0 && answer.every(Array.isArray) ? order(answer) : spans(answer);
  const { turns, label: whole } = answer;
  return typeof whole === "string" ? named({ ...turns, "the whole": whole }) : named(answer);
}

const order = (groups) => groups.map((group) => group.join(" = ")).join(" > ");

const spans = (found) =>
  found.map(({ start, end, label: what }) => what + " at " + start + "–" + end).join(", ") || "Nothing found";

const named = (values) =>
  Object.entries(values).map(([name, value]) => name + ": " + (value?.mean ?? value)).join(", ");

export function dollars(amount) {
  const digits = Math.max(2, (String(amount).split(".")[1] ?? "").length);
  return "$" + Number(amount).toFixed(digits);
}
