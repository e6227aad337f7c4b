// What this browser keeps for one person over a reload or a closed tab: a label on its way, and a draft.

let person = "";

/** Whose things these are; another person at this browser never sees or sends them. */
export function of(name) {
  person = name;
}

const key = (kind) => kind + ":" + person;

function read(kind) {
  try {
    return JSON.parse(localStorage.getItem(key(kind)));
  } catch {
    return null;
  }
}

/** False when the browser has no room or forbids it. */
function write(kind, value) {
  try {
    localStorage.setItem(key(kind), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The label that was handed in and is not acknowledged: {lease, body, refused?}. */
export const outbox = {
  get: () => read("outbox"),
  put: (entry) => write("outbox", entry),
  clear: () => localStorage.removeItem(key("outbox")),
};

/** What was written for the lease in hand and not handed in: {lease, answer, notes}. */
export const draft = {
  get: (lease) => {
    const kept = read("draft");
    return kept?.lease === lease ? kept : null;
  },
  put: (entry) => write("draft", entry),
  clear: () => localStorage.removeItem(key("draft")),
};
