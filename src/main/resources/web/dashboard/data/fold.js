// Folds a project's events into its state, as the node does. Pure: the state at any moment is the
// fold of the events up to it.
import { EVENT_HANDLERS } from "./eventHandlers.js";

/** The state before the first event. */
export function emptyProject(id) {
  return {
    id,
    seq: 0,
    at: null,
    status: "queued",
    reason: "",
    cause: "",
    spec: "",
    specs: [],
    queuedSpecs: [],
    startedAt: null,
    finishedAt: null,
    filesChangedSeq: 0,
    infrastructure: null,
    infrastructureProblem: "",
    research: [],
    blueprint: null,
    designed: false,
    approvalRequested: false,
    approved: false,
    files: new Map(),
    deletedFiles: new Map(),
    checks: new Map(),
    setups: new Map(),
    madeFiles: new Map(),
    rewrite: null,
    trials: new Map(),
    examples: new Map(),
    withdrawn: new Map(),
    verifying: false,
    commits: [],
    lessons: "",
    tasks: [],
    usage: { promptTokens: 0, completionTokens: 0 },
  };
}

export function fold(id, events) {
  return events.reduce(applyEvent, emptyProject(id));
}

/** Applies the next event to the state, in place, and returns it. Other events are ignored. */
export function applyEvent(state, event) {
  if (event.seq !== state.seq + 1) {
    return state;
  }
  state.seq = event.seq;
  state.at = event.at;
  const file = state.files.get(event.file);
  if (event.type !== "task_started") {
    endTask(state, event);
  }
  EVENT_HANDLERS[event.type]?.(state, event, file, event.data);
  return state;
}

/** The status of a file, as the API names it. */
export function fileStatus(state, file) {
  if (file.surrenderReason) {
    return "surrendered";
  }
  if (file.candidate) {
    return "validating";
  }
  if (file.needsWriting) {
    const writing = openTask(state, "writer", file.path);
    return file.problemCount ? "fixing" : writing ? "writing" : "pending";
  }
  return file.accepted && file.committedAttempt === file.accepted.attempt
    ? "committed"
    : "validating";
}

/** The status of a check: that of its last run, or `stale` if files have changed since. */
export function checkStatus(state, check) {
  const last = latestRun(check);
  if (!last) {
    return "pending";
  }
  return last.seq < state.filesChangedSeq ? "stale" : last.type.replace("check_", "");
}

export const latestRun = (check) => check.runs.at(-1);

function endTask(state, event) {
  const file = event.file ?? "";
  const id = event.data?.task;
  const ended = state.tasks.find(
    (task) =>
      !task.end &&
      task.agent === event.agent &&
      (id ? task.id === id : task.file === file) &&
      isAbout(task, event.data ?? {}) &&
      (event.type !== "mutants_tried" || !event.data.part
        || (task.id.includes("mutants:") && task.id.endsWith(`:${event.data.part}`))),
  );
  if (ended && !REMARKS.includes(event.type)) {
    ended.end = event;
  }
}

/** Events that an agent adds in the course of a task: another one ends it. */
const REMARKS = [
  "suggestion_offered", "contract_drifted", "environment_lacking", "setup_started",
];

/** Whether an event about a check or an example is about that of the task. */
const isAbout = ({ id }, { name, check, example, kind }) =>
  (!name || id.includes(`check ${name}`) || id.includes(`:example ${name}:`)) &&
  (!check || id.includes(`control ${kind ? `of ${kind} ` : ""}${check}`)) &&
  (!example || id.includes(`:example ${example}:`));

/** The unfinished task of an agent on a file, if any. */
export const openTask = (state, agent, path = "") =>
  state.tasks.find((task) => !task.end && task.agent === agent && task.file === path);

/** The attempt that a task's id names. */
export const attemptOf = (task) => Number(/:(\d+)$/.exec(task.id)?.[1] ?? 1);

/** Applies a live message, which is in no journal: how much of its answer a model has written. */
export function applyLiveMessage(state, message) {
  const task = message.type === "progress" && openTask(state, message.agent, message.file);
  if (task) {
    const lastMs = Date.parse(message.at);
    const { firstMs, firstTokens } = task.progress ?? {
      firstMs: lastMs,
      firstTokens: message.data.tokens,
    };
    task.progress = { firstMs, firstTokens, lastMs, ...message.data };
  }
}
