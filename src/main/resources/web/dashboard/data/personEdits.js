// What people decide while a project is paused or when they cancel it, in a project's state.

const latestRun = (check) => check.runs.at(-1);

/** Takes a file back to its accepted version if only runs failed: they are repeated first. */
export function settleRunFailures(file) {
  const onlyRunsFailed = file.accepted && !file.candidate
    && file.problemCount > 0 && file.runProblemCount === file.problemCount;
  if (onlyRunsFailed) {
    Object.assign(file, {
      needsWriting: false, surrenderReason: "", problemCount: 0, runProblemCount: 0,
    });
  }
}

/** What a person continues by sending an edited blueprint. */
export function resumeByEdit(state) {
  if (state.status === "paused") {
    state.designed ||= state.cause === "blueprint";
    state.trials.clear();
    state.files.forEach(settleRunFailures);
  }
}

/** Unchanged checks keep their results, those that failed do not. */
export function keepResults(state, before) {
  for (const [name, check] of state.checks) {
    const old = before.get(name);
    const same = old && JSON.stringify(old.command) === JSON.stringify(check.command);
    if (same && latestRun(old)?.type !== "check_failed") {
      state.checks.set(name, old);
    }
  }
}

/** Remembers what a feature starts with, so that its cancel can go back to it. */
export function rememberStart(state) {
  state.atStart = { blueprint: state.blueprint, examples: new Map(state.examples) };
}

/** Forgets the unfinished files, the checks and the examples of a cancelled feature. */
export function forgetFeature(state) {
  const { blueprint, examples } = state.atStart;
  for (const file of [...state.files.values()]) {
    if (file.accepted) {
      Object.assign(file, {
        plan: blueprint?.files.find(({ path }) => path === file.path) ?? file.plan,
        needsWriting: false,
        candidate: null,
        surrenderReason: "",
        problemCount: 0,
        runProblemCount: 0,
      });
    } else {
      state.files.delete(file.path);
      state.deletedFiles.set(file.path, file.attempts);
    }
  }
  const files = [...state.files.values()].map((file) => file.plan);
  const checks = blueprint?.checks ?? [];
  state.blueprint = blueprint || files.length
    ? { summary: "", assumptions: [], run: [], ...blueprint, files, checks }
    : null;
  state.checks = new Map(checks.map((check) => [check.name, { ...check, runs: [] }]));
  state.examples = examples;
}
