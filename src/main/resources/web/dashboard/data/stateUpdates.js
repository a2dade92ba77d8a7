// Changes to a project's state that several event handlers share.
import { forgetSetups, madeFor } from "./madeFiles.js";
import { keepResults, rememberStart } from "./personEdits.js";
import { startTrial } from "./repairs.js";

export const newFile = (plan, attempts = 0) => ({
  path: plan.path,
  plan,
  attempts,
  node: "",
  needsWriting: true,
  candidate: null,
  accepted: null,
  committedAttempt: 0,
  surrenderReason: "",
  versions: [],
  rejectedAnswers: [],
  runs: [],
  hints: [],
  problemCount: 0,
  runProblemCount: 0,
});

export const versionOf = (file, attempt) =>
  file?.versions.find((version) => version.attempt === attempt);

export function addUsage(state, data) {
  state.usage.promptTokens += data.promptTokens ?? 0;
  state.usage.completionTokens += data.completionTokens ?? 0;
}

/** Rejects a version if validation or audit failed, once both have ended. */
export function completeReview(file, version) {
  const { validation, audit } = version;
  if (validation && audit) {
    if (file.accepted === version) {
      file.candidate = null;
    }
    if (validation.type !== "validation_passed" || audit.type !== "audit_passed") {
      version.rejected = true;
      file.candidate = null;
      file.needsWriting = true;
      file.problemCount++;
    }
  }
}

/** Sends a file back to the Writer because of a run that failed; `event` says so. */
export function blameFile(state, path, run, event = run) {
  if (state.rewrite && !state.rewrite.restoring) {
    return;
  }
  const file = state.files.get(path);
  if (file) {
    const newest = file.versions.at(-1);
    if (newest) {
      newest.failedRun = run;
    }
    startTrial(state, file, event);
    file.needsWriting = true;
    file.problemCount++;
    file.runProblemCount++;
  }
}

/** Adds the files and checks of a blueprint; files that exist are written again. */
export function applyBlueprint(state, blueprint) {
  for (const plan of blueprint.files) {
    const file = state.files.get(plan.path);
    if (state.madeFiles.has(plan.path)) {
      continue;
    }
    if (file) {
      Object.assign(file, {
        plan,
        needsWriting: true,
        candidate: null,
        surrenderReason: "",
        problemCount: 0,
        runProblemCount: 0,
      });
    } else {
      state.files.set(plan.path, newFile(plan, state.deletedFiles.get(plan.path)));
      state.deletedFiles.delete(plan.path);
    }
  }
  for (const check of blueprint.checks) {
    state.checks.set(check.name, { ...check, runs: [] });
  }
  state.blueprint = blueprint;
  planDeletions(state, blueprint.delete ?? []);
}

/** Marks the files that a plan deletes, and forgets those of which no version exists. */
function planDeletions(state, paths) {
  const existing = [];
  for (const path of paths) {
    const file = state.files.get(path);
    if (file?.accepted) {
      Object.assign(file, {
        needsWriting: false, candidate: null, surrenderReason: "", problemCount: 0,
      });
      existing.push(path);
    } else if (file) {
      forgetFile(state, file);
    }
  }
  for (const path of madeFor(state, existing)) {
    if (!existing.includes(path)) {
      existing.push(path);
    }
  }
  replan(state, existing);
}

function forgetFile(state, file) {
  state.files.delete(file.path);
  state.deletedFiles.set(file.path, file.attempts);
}

/** Lets the plan have all files of the project but those to delete. */
export function replan(state, deletions = []) {
  if (state.blueprint) {
    const files = [...state.files.values()]
      .filter(({ path }) => !deletions.includes(path))
      .map(({ plan }) => plan);
    state.blueprint = { ...state.blueprint, files, delete: deletions };
  }
}

/** Removes deleted files; every other file is checked again. */
export function deleteFiles(state, paths, seq) {
  for (const path of paths) {
    const file = state.files.get(path);
    if (file) {
      forgetFile(state, file);
    }
  }
  forgetSetups(state, paths);
  for (const file of state.files.values()) {
    const isMade = state.madeFiles.has(file.path);
    if (file.accepted && !file.candidate && !file.needsWriting && !isMade) {
      file.accepted.validation = null;
      Object.assign(file, { candidate: file.accepted, problemCount: 0 });
    }
  }
  if (state.rewrite && !state.files.has(state.rewrite.file.path)) {
    state.rewrite = null;
  }
  state.filesChangedSeq = seq;
  replan(state);
}

/** Derives the status of a project that is not paused and has not ended. */
export function resume(state) {
  state.reason = "";
  state.cause = "";
  state.status = !state.infrastructure
    ? "queued"
    : !state.designed
      ? "designing"
      : state.approvalRequested && !state.approved
        ? "awaiting_approval"
        : "running";
}

/** Starts work on a spec: the first one, or a later request. */
export function startSpec(state, spec, at) {
  Object.assign(state, {
    spec,
    status: "queued",
    reason: "",
    cause: "",
    startedAt: state.startedAt ?? at,
    finishedAt: null,
    infrastructure: null,
    designed: false,
    approvalRequested: false,
    approved: false,
    rewrite: null,
    trials: new Map(),
    withdrawn: new Map(),
  });
  rememberStart(state);
  for (const file of state.files.values()) {
    file.surrenderReason = "";
  }
  for (const example of state.examples.values()) {
    Object.assign(example, { runs: [], control: null, verdicts: [], blamed: false });
  }
  state.specs.push(spec);
}

/** Replaces the proposed blueprint with the approved one; removed files are no longer written. */
export function amendBlueprint(state, blueprint) {
  const approved = new Set(blueprint.files.map((plan) => plan.path));
  for (const file of [...state.files.values()]) {
    if (!approved.has(file.path)) {
      if (file.accepted) {
        file.needsWriting = false;
      } else {
        state.files.delete(file.path);
      }
    }
  }
  const changed = blueprint.files.filter(
    (plan) => JSON.stringify(plan) !== JSON.stringify(state.files.get(plan.path)?.plan),
  );
  const before = state.checks;
  state.checks = new Map();
  applyBlueprint(state, { ...blueprint, files: changed });
  keepResults(state, before);
}
