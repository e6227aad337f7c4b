// Talks to the desk. A call that the network or a restarting desk swallowed is no answer: `Away`.

export class Away extends Error {}

export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** How far this machine's clock is behind the desk's, in milliseconds. */
export let behind = 0;

export async function call(method, path, body) {
  const token = sessionStorage.getItem("token");
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(token ? { Authorization: "Bearer " + token } : { "X-CSRF-Token": sessionStorage.getItem("csrf") ?? "" }),
        "Content-Type": "application/json",
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    throw new Away("The desk cannot be reached.");
  }
  const date = Date.parse(response.headers.get("Date") ?? "");
  if (!Number.isNaN(date)) behind = date - Date.now();
  if (response.status === 204) return null;
  if (response.status === 429 || response.status >= 500) throw new Away("The desk cannot answer at the moment.");
  let reply;
  try {
    reply = await response.json();
  } catch {
    throw new Away("The desk’s answer broke off.");
  }
  if (!response.ok) throw new Refused(response.status, reply.detail ?? response.statusText);
  return reply;
}

export const post = (path, body = {}) => call("POST", path, body);
