import { ROWS } from "./rows.js";

// What a project's events add up to: the dashboard's form of the node's own fold. Pure: the state
// at any moment is the fold of the events up to it.

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
    changedAt: 0,
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
  if (file.surrender) {
    return "surrendered";
  }
  if (file.candidate) {
    return "validating";
  }
  if (file.wanted) {
    return file.problems ? "fixing" : taskAt(state, "writer", file.path) ? "writing" : "pending";
  }
  return file.accepted && file.committed === file.accepted.attempt ? "committed" : "validating";
}

/** What a check's last run says, or that files have changed since. */
export function checkStatus(state, check) {
  const last = check.runs.at(-1);
  if (!last) {
    return "pending";
  }
  return last.seq < state.changedAt ? "stale" : last.type.replace("check_", "");
}

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

/** The open task of an agent at a file, if any. */
export const taskAt = (state, agent, path = "") =>
  state.tasks.find((task) => !task.end && task.agent === agent && task.file === path);

/** A message of the moment: how far a model has come with its answer. */
export function passed(state, message) {
  const task = message.type === "progress" && taskAt(state, message.agent, message.file);
  if (task) {
    const now = Date.parse(message.at);
    const { at, first } = task.progress ?? { at: now, first: message.data.tokens };
    task.progress = { at, first, last: now, ...message.data };
  }
}
