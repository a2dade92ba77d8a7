// Tasks as bars of a timeline: the segments of each bar, and the lane it is drawn in. Pure.
import { attemptOf } from "../data/fold.js";

const AGENT_ORDER = ["environment", "architect", "researcher", "writer", "validator", "auditor",
  "runner", "gitbot", "clerk", "analyst"];
const REVIEWERS = ["validator", "auditor"];
const MODEL_USERS = ["architect", "writer", "analyst"];
const MIN_WAIT_MS = 50;

/** The kinds of segments, with their texts in the legend. */
export const SEGMENT_KINDS = [
  ["wait", "waiting for a model"],
  ["model", "model writes"],
  ["repair", "model repairs"],
  ["review", "compiler, scanner"],
  ["run", "program or check runs"],
  ["other", "other"],
  ["lost", "lost with its node"],
];

export const eventMs = (event) => Date.parse(event.at);

function kindWithoutModel(agent) {
  return agent === "runner" ? "run" : REVIEWERS.includes(agent) ? "review" : "other";
}

/**
 * Splits a task into waiting for its model, the model's answer, and work without a model.
 *
 * @returns {{kind: string, start: number, end: number}[]} with times in ms
 */
export function taskSegments(task, nowMs) {
  const start = eventMs(task.start);
  const end = Math.max(start, task.end ? eventMs(task.end) : nowMs);
  if (task.end?.type === "task_started") {
    return [{ kind: "lost", start, end }];
  }
  const answerMs = modelMs(task, nowMs);
  if (answerMs === null) {
    return [{ kind: kindWithoutModel(task.agent), start, end }];
  }
  const kind = task.agent === "writer" && attemptOf(task) > 1 ? "repair" : "model";
  const answerStart = Math.max(start, end - answerMs);
  if (answerStart - start <= MIN_WAIT_MS) {
    return [{ kind, start, end }];
  }
  const wait = { kind: "wait", start, end: answerStart };
  return answerMs > 0 || task.end ? [wait, { kind, start: answerStart, end }] : [wait];
}

/** How long a model has been answering; null if the task calls no model. */
function modelMs(task, nowMs) {
  if (task.end) {
    return task.end.data.model === undefined ? null : (task.end.data.ms ?? 0);
  }
  if (!MODEL_USERS.includes(task.agent)) {
    return null;
  }
  return task.progress ? nowMs - task.progress.firstMs : 0;
}

/** Groups tasks into lanes by node and agent; tasks that overlap in time get lanes of their own. */
export function assignLanes(tasks, nowMs) {
  const lanes = [];
  const rank = ({ agent }) => AGENT_ORDER.indexOf(agent);
  const ordered = [...tasks].sort(
    (a, b) => a.node.localeCompare(b.node) || rank(a) - rank(b) || a.start.seq - b.start.seq,
  );
  for (const task of ordered) {
    const endMs = task.end ? eventMs(task.end) : nowMs;
    const candidates = lanes.filter(
      (lane) => lane.node === task.node && lane.agent === task.agent,
    );
    const free = candidates.find((lane) => lane.endMs <= eventMs(task.start));
    if (free) {
      free.tasks.push(task);
      free.endMs = endMs;
    } else {
      const { node, agent } = task;
      lanes.push({ node, agent, number: candidates.length + 1, tasks: [task], endMs });
    }
  }
  return lanes;
}
