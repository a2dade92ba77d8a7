// Tasks as bars: what each stretch of a task was, and which lane it lies in. Pure.

const AGENTS = ["environment", "architect", "researcher", "writer", "validator", "auditor",
  "runner", "gitbot", "clerk", "analyst"];
const JUDGES = ["validator", "auditor"];
const ASKING = ["architect", "writer", "analyst"];
const LEAST_WAIT_MS = 50;

/** Kinds of stretches, as the legend tells them. */
export const KINDS = [
  ["wait", "waits for a model"],
  ["model", "model writes"],
  ["repair", "model repairs"],
  ["judge", "compiler, scanner"],
  ["run", "program or check runs"],
  ["work", "the rest"],
  ["lost", "lost with its node"],
];

const at = (event) => Date.parse(event.at);

export const attempt = (task) => Number(/:(\d+)$/.exec(task.task)?.[1] ?? 1);

function ownWork(agent) {
  return agent === "runner" ? "run" : JUDGES.includes(agent) ? "judge" : "work";
}

/**
 * The stretches of a task: waiting for its model, the model's answer, or work of our own.
 *
 * @returns {{kind: string, start: number, end: number}[]}
 */
export function stretches(task, now) {
  const start = at(task.start);
  const end = Math.max(start, task.end ? at(task.end) : now);
  if (task.end?.type === "task_started") {
    return [{ kind: "lost", start, end }];
  }
  const ms = answerMs(task, now);
  if (ms === null) {
    return [{ kind: ownWork(task.agent), start, end }];
  }
  const kind = task.agent === "writer" && attempt(task) > 1 ? "repair" : "model";
  const begun = Math.max(start, end - ms);
  if (begun - start <= LEAST_WAIT_MS) {
    return [{ kind, start, end }];
  }
  const waited = { kind: "wait", start, end: begun };
  return ms > 0 || task.end ? [waited, { kind, start: begun, end }] : [waited];
}

/** How long a model has been answering; null where no model was asked. */
function answerMs(task, now) {
  if (task.end) {
    return task.end.data.model === undefined ? null : (task.end.data.ms ?? 0);
  }
  return ASKING.includes(task.agent) ? (task.progress ? now - task.progress.at : 0) : null;
}

/** Lanes by node and agent; tasks that overlap lie in lanes of their own. */
export function lanes(tasks, now) {
  const found = [];
  const rank = ({ agent }) => AGENTS.indexOf(agent);
  const ordered = [...tasks].sort(
    (a, b) => a.node.localeCompare(b.node) || rank(a) - rank(b) || a.start.seq - b.start.seq,
  );
  for (const task of ordered) {
    const end = task.end ? at(task.end) : now;
    const mine = found.filter((one) => one.node === task.node && one.agent === task.agent);
    const free = mine.find((one) => one.until <= at(task.start));
    if (free) {
      free.tasks.push(task);
      free.until = end;
    } else {
      const { node, agent } = task;
      found.push({ node, agent, number: mine.length + 1, tasks: [task], until: end });
    }
  }
  return found;
}
