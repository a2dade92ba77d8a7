// The node's calls, and what it says when it refuses.

export class Refusal extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal(0, "The node does not answer. Is it running? Start it with: atelier serve");
  }
  if (response.status === 401) {
    location.assign("/login");
  }
  const type = response.headers.get("content-type") ?? "";
  const body = type.includes("json") ? await response.json() : await response.text();
  if (!response.ok) {
    throw new Refusal(response.status, body.detail ?? `The node answered ${response.status}.`);
  }
  return body;
}

export const get = (path) => ask(path, { headers: { accept: "application/json" } });

export const post = (path, body, headers = {}) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body ?? {}),
  });

export const project = (id) => `/api/projects/${encodeURIComponent(id)}`;

/** So that a second click, or a second try after a lost answer, is no second project. */
export const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
