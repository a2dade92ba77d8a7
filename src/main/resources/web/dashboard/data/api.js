// Requests to the node's HTTP API (openapi.yaml).

/** A request that failed. The status is 0 if no reply came. */
export class ApiError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError(0, "The node does not answer. Is it running? Start it with: atelier serve");
  }
  if (response.status === 401) {
    location.assign("/login");
  }
  const type = response.headers.get("content-type") ?? "";
  const body = type.includes("json") ? await response.json() : await response.text();
  if (!response.ok) {
    throw new ApiError(response.status, body.detail ?? `HTTP status ${response.status}.`);
  }
  return body;
}

export const get = (path) => request(path, { headers: { accept: "application/json" } });

export const post = (path, body, headers = {}) =>
  request(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body ?? {}),
  });

export const projectPath = (id) => `/api/projects/${encodeURIComponent(id)}`;

/** A value for the Idempotency-Key header: a repeated request creates nothing twice. */
export const newIdempotencyKey = () =>
  crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
