import { ROWS } from "./rows.js";

// What a project's events add up to: the dashboard's form of the node's own fold. Pure: the state at any moment is the fold of the events up to it.

export function blank(id) {
  return {
    id,
    seq: 0,
    at: null,
    status: "queued",
    reason: "",
    cause: "",
    spec: "",
    specs: [],
    waiting: [],
    startedAt: null,
    finishedAt: null,
    infra: null,
    infraProblem: "",
    research: [],
    blueprint: null,
    designed: false,
    approvalAsked: false,
    approved: false,
    files: new Map(),
    checks: new Map(),
    commits: [],
    lessons: "",
    tasks: [],
    usage: { promptTokens: 0, completionTokens: 0 },
  };
}

export function fold(id, events) {
  return events.reduce(evolve, blank(id));
}

/** Changes the state and gives it back. */
export function evolve(state, event) {
  if (event.seq !== state.seq + 1) {
    return state;
  }
  state.seq = event.seq;
  state.at = event.at;
  const file = state.files.get(event.file);
  if (event.type !== "task_started") {
    endTask(state, event);
  }
  ROWS[event.type]?.(state, event, file, event.data);
  return state;
}

/** The contract's word for how far a file has come. */
export function fileStatus(state, file) {
  const newest = file.versions.at(-1);
  if (file.surrender) {
    return "surrendered";
  }
  if (newest && !newest.refused && !newest.accepted) {
    return "validating";
  }
  if (file.wanted) {
    return file.problems ? "fixing" : busy(state, "writer", file.path) ? "writing" : "pending";
  }
  return newest?.commit ? "committed" : "validating";
}

export const busy = (state, agent, path) =>
  state.tasks.some((task) => !task.end && task.agent === agent && task.file === path);

function endTask(state, event) {
  const file = event.file ?? "";
  const key = event.data?.task;
  const task = state.tasks.find(
    (one) =>
      !one.end &&
      one.agent === event.agent &&
      (key ? one.task === key : one.file === file) &&
      (!event.data?.name || one.task.includes(`check ${event.data.name}`)),
  );
  if (task && !["suggestion_offered", "contract_drifted"].includes(event.type)) {
    task.end = event;
  }
}

/** A message of the moment. */
export function passed(state, message) {
  const file = state.files.get(message.file);
  if (message.type === "progress" && file && message.agent === "writer") {
    const at = Date.parse(message.at);
    const first = file.progress ?? { at, tokens: message.data.tokens };
    file.progress = { at: first.at, first: first.tokens, last: at, ...message.data };
  } else if (message.type === "progress" && message.agent === "architect") {
    state.designing = message.data;
  }
}
