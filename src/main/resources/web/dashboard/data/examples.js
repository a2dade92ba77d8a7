// Acceptance examples in a project's state: made, run, disputed, withdrawn.
import { addUsage, blameFile, resume } from "./stateUpdates.js";

const newExample = (example) => ({ example, runs: [], control: null, verdicts: [], blamed: false });

/** The examples of this feature; those of earlier features stay in force. */
export function examplesReady(state, event, file, data) {
  addUsage(state, data);
  for (const example of data.examples) {
    state.examples.set(example.name, newExample(example));
  }
  resume(state);
}

/** The examples that a person edited replace all others; unchanged ones keep their results. */
export function replaceExamples(state, examples) {
  if (!examples) {
    return;
  }
  const before = state.examples;
  const kept = (example) => {
    const old = before.get(example.name);
    return JSON.stringify(old?.example) === JSON.stringify(example) ? old : newExample(example);
  };
  state.examples = new Map(examples.map((example) => [example.name, kept(example)]));
  for (const [name, old] of before) {
    if (!state.examples.has(name)) {
      state.withdrawn.set(name, { reason: "removed by a person", verdict: old.verdicts.at(-1) });
    }
  }
}

/** Forgets the results, which are produced again. */
export function clearExampleResults(state) {
  for (const example of state.examples.values()) {
    Object.assign(example, { runs: [], control: null });
  }
}

export function recordExample(state, event, file, data) {
  state.examples.get(data.name)?.runs.push(event);
}

export function exampleFailed(state, event, file, data) {
  recordExample(state, event, file, data);
  const example = state.examples.get(data.name);
  if (example) {
    example.blamed = Boolean(data.cause);
    example.failedTree = data.tree;
  }
  if (!state.verifying) {
    blameFile(state, data.cause, event);
  }
}

/** Somebody is at fault for a failure of an example, a check or the start command. */
export function causeFound(state, event, file, data) {
  addUsage(state, data.usage ?? {});
  const subjects = data.kind === "check" ? state.checks : state.examples;
  for (const run of subjects.get(data.example)?.runs ?? []) {
    run.cause ||= data.cause;
  }
  if (data.kind === "check") {
    const run = state.checks.get(data.example)?.runs.at(-1);
    if (run?.type === "check_failed" && run.data.tree === data.tree) {
      blameFile(state, data.cause, run, event);
    }
  } else if (data.kind === "start") {
    const runs = [...state.files.values()].flatMap((program) => program.runs);
    const failed = runs.findLast(({ type }) => type === "execution_failure");
    blameFile(state, data.cause, failed ?? event, event);
  } else {
    const example = state.examples.get(data.example);
    if (example?.failedTree === data.tree) {
      example.blamed = true;
      blameFile(state, data.cause, example.runs.at(-1) ?? event, event);
    }
  }
}

export function verdictGiven(state, event, file, data) {
  addUsage(state, data);
  if (data.kind !== "check") {
    state.examples.get(data.example)?.verdicts.push(event);
  }
}

export function exampleWithdrawn(state, event, file, data) {
  const verdicts = state.examples.get(data.name)?.verdicts ?? [];
  state.examples.delete(data.name);
  state.withdrawn.set(data.name, { reason: data.reason, verdict: verdicts.at(-1) });
}
