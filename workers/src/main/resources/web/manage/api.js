// Talks to the desk as a signed-in page: the cookie goes by itself, what changes anything carries the session's csrf.

export class Refused extends Error {
  /** The problem document of the reply, see RFC 9457. */
  constructor(status, problem) {
    super(problem.detail ?? "The desk refused (" + status + ").");
    this.status = status;
    this.problem = problem;
  }
}

export class Away extends Error {
  constructor() {
    super("The desk cannot be reached. Check that it runs, then try again.");
  }
}

let csrf = "";

async function ask(method, path, body) {
  const headers = {};
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body });
  } catch {
    throw new Away();
  }
  if (response.status === 204) return null;
  const type = response.headers.get("Content-Type") ?? "";
  const reply = type.includes("json") ? await response.json() : { detail: await response.text() };
  if (!response.ok) throw new Refused(response.status, reply);
  return reply;
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const put = (path, body) => ask("PUT", path, body);

/** Who is signed in, or null. */
export async function session() {
  try {
    return remembered(await get("/api/session"));
  } catch (e) {
    if (e instanceof Refused && (e.status === 401 || e.status === 403)) return null;
    throw e;
  }
}

export const signIn = async (token) => remembered(await post("/api/session", { token }));

export async function signOut() {
  await ask("DELETE", "/api/session");
  csrf = "";
}

function remembered(account) {
  csrf = account.csrf;
  return account;
}

/** A campaign's path; names are safe in paths, ids of items may hold anything. */
export const campaignPath = (name, rest = "") => "/api/campaigns/" + encodeURIComponent(name) + rest;

/**
 * Hears a document whenever it changes, until `stop` is called or it has ended.
 * The browser connects again by itself after a broken connection.
 */
export function hear(path, heard, lost) {
  const source = new EventSource(path);
  source.onmessage = (event) => heard(JSON.parse(event.data));
  source.addEventListener("end", () => source.close());
  source.onerror = () => lost(source.readyState === EventSource.CLOSED);
  return () => source.close();
}
