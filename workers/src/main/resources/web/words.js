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
  return JSON.stringify(answer);
}

export function dollars(amount) {
  const digits = Math.max(2, (String(amount).split(".")[1] ?? "").length);
  return "$" + Number(amount).toFixed(digits);
}
