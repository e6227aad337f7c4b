// What this browser keeps for one person over a reload or a closed tab: a label on its way, and a draft.

let person = "";

/** Whose things these are; another person at this browser never sees or sends them. */
export function of(name) {
  person = name;
}

const key = (kind) => kind + ":" + person;

const memory = new Map(); // where the browser has no room, or forbids to keep anything

function read(kind) {
  if (memory.has(key(kind))) return memory.get(key(kind));
  try {
    return JSON.parse(localStorage.getItem(key(kind)));
  } catch {
    return null;
  }
}

function write(kind, value) {
  clear(kind);
  try {
    localStorage.setItem(key(kind), JSON.stringify(value));
  } catch {
    memory.set(key(kind), value);
  }
}

function clear(kind) {
  memory.delete(key(kind));
  try {
    localStorage.removeItem(key(kind));
  } catch {
    // Nothing is kept there.
  }
}

/** The answer that was handed in and is not acknowledged: {lease, call, body, refused?}. */
export const outbox = {
  get: () => read("outbox"),
  put: (entry) => write("outbox", entry),
  clear: () => clear("outbox"),
  /** Whether it outlives the page. */
  lasting: () => !memory.has(key("outbox")),
};

/** What was written for the lease in hand and not handed in: {lease, answer, notes}. */
export const draft = {
  get: (lease) => {
    const kept = read("draft");
    return kept?.lease === lease ? kept : null;
  },
  put: (entry) => write("draft", entry),
  clear: () => clear("draft"),
};
