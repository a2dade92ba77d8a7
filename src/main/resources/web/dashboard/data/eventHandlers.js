// What each type of event changes in a project's state: one handler for each type.
import {
  causeFound, clearExampleResults, exampleFailed, examplesReady, exampleWithdrawn, recordExample,
  replaceExamples, verdictGiven,
} from "./examples.js";
import {
  addUsage, amendBlueprint, applyBlueprint, blameFile, completeReview, deleteFiles, replan, resume,
  startSpec, versionOf,
} from "./stateUpdates.js";
import { forgetFeature, resumeByEdit, settleRunFailures } from "./personEdits.js";
import { declines, endTrial, undoRepair } from "./repairs.js";
import { addMutants, endRewrite, restoreEvidence, startRewrite } from "./mutants.js";
import { addMadeFile, setupFailed, setupReady, setupSkipped, setupStarted } from "./setups.js";
import { isEnded } from "./status.js";

const recordRun = (state, event, file) => file?.runs.push(event);
const recordCheck = (state, event, file, data) => state.checks.get(data.name)?.runs.push(event);

function recordControl(state, event, file, data) {
  const all = data.kind === "example" ? state.examples : state.checks;
  const subject = all.get(data.check);
  if (subject) {
    subject.control = event;
  }
}

export const EVENT_HANDLERS = {
  feature_requested(state, event, file, data) {
    if (!state.startedAt || isEnded(state.status)) {
      startSpec(state, data.spec, event.at);
    } else {
      state.queuedSpecs.push(data.spec);
    }
  },
  infra_ready(state, event, file, data) {
    state.infrastructure = data;
    state.infrastructureProblem = "";
    resume(state);
  },
  infra_error(state, event, file, data) {
    state.infrastructure = null;
    state.infrastructureProblem = `${data.reason} ${data.remedy}`;
  },
  research_request: (state, event) => state.research.push({ request: event, result: null }),
  research_produced(state, event, file, data) {
    const open = state.research.find(({ request }) => request.data.question === data.question);
    if (open) {
      open.result = event;
    }
  },
  blueprint_ready(state, event, file, data) {
    addUsage(state, data);
    state.designed = true;
    applyBlueprint(state, data);
    resume(state);
  },
  blueprint_rejected: (state, event, file, data) => addUsage(state, data),
  examples_ready: examplesReady,
  examples_rejected: (state, event, file, data) => addUsage(state, data),
  approval_requested(state) {
    state.approvalRequested = true;
    resume(state);
  },
  approved(state, event, file, data) {
    state.approved = true;
    resumeByEdit(state);
    amendBlueprint(state, data.blueprint);
    replaceExamples(state, data.examples);
    resume(state);
  },
  task_started(state, event, file, data) {
    const { agent, node } = event;
    const lost = state.tasks.find((task) => !task.end && task.id === data.task);
    if (lost) {
      lost.end = event;
    }
    state.tasks.push({
      id: data.task, agent, node, file: event.file ?? "", start: event, end: null, progress: null,
    });
  },
  task_failed: () => {},
  code_ready(state, event, file, data) {
    addUsage(state, data);
    if (file && declines(state, file, data.content)) {
      file.attempts = data.attempt;
    } else if (file) {
      Object.assign(file, { attempts: data.attempt, needsWriting: false });
      Object.assign(file, { problemCount: 0, runProblemCount: 0 });
      file.node = event.node;
      file.candidate = { attempt: data.attempt, event, suggestions: [] };
      file.versions.push(file.candidate);
      if (state.rewrite?.accepted.event.data.content === data.content
          && state.rewrite.file === file && !state.rewrite.restoring) {
        endRewrite(state);
      }
    }
  },
  answer_rejected(state, event, file, data) {
    addUsage(state, data);
    if (file) {
      Object.assign(file, { attempts: data.attempt, needsWriting: true });
      file.problemCount++;
      file.rejectedAnswers.push(event);
    }
  },
  validation_passed: recordValidation,
  validation_failed: recordValidation,
  audit_passed: recordAudit,
  audit_failed: recordAudit,
  contract_drifted() {},
  suggestion_offered: (state, event, file, data) =>
    versionOf(file, data.attempt)?.suggestions.push(data),
  file_validated(state, event, file, data) {
    const version = versionOf(file, data.attempt);
    if (version) {
      version.accepted = true;
      Object.assign(file, { candidate: null, accepted: version });
      state.filesChangedSeq = event.seq;
      if (state.rewrite?.file === file && state.rewrite.restoring) {
        restoreEvidence(state);
      }
      endTrial(state, file);
    }
  },
  execution_success: recordRun,
  execution_skipped: recordRun,
  execution_failure(state, event, file, data) {
    recordRun(state, event, file);
    blameFile(state, data.cause, event);
  },
  check_passed: recordCheck,
  check_skipped: recordCheck,
  control_passed: recordControl,
  control_failed: recordControl,
  environment_lacking() {},
  setup_started: setupStarted,
  setup_ready: setupReady,
  setup_failed: setupFailed,
  setup_skipped: setupSkipped,
  lock_ready: addMadeFile,
  example_passed: recordExample,
  example_skipped: recordExample,
  example_failed: exampleFailed,
  verdict_given: verdictGiven,
  cause_found: causeFound,
  repair_undone: undoRepair,
  example_withdrawn: exampleWithdrawn,
  mutants_tried(state, event) {
    state.mutants = addMutants(state, event);
  },
  survivors_reported: (state, event, file) => file && startRewrite(state, file, event.seq),
  rewrite_rejected(state, event, file) {
    if (state.rewrite && state.rewrite.file === file) {
      endRewrite(state);
    }
  },
  check_failed(state, event, file, data) {
    recordCheck(state, event, file, data);
    blameFile(state, data.cause, event);
  },
  committed(state, event, file, data) {
    const version = versionOf(file, data.attempt);
    if (version) {
      version.commit = data.commit;
      file.committedAttempt = data.attempt;
    }
    if (data.deleted) {
      deleteFiles(state, data.deleted, event.seq);
    }
    state.commits.push(event);
  },
  llm_error: () => {},
  agent_surrender(state, event, file, data) {
    if (file) {
      file.surrenderReason = data.reason;
    }
  },
  hint_given(state, event, hinted, data) {
    const [manifest] = state.madeFiles.get(event.file) ?? [];
    const file = manifest ? state.files.get(manifest) : hinted;
    if (file) {
      Object.assign(file, { surrenderReason: "", needsWriting: true, candidate: null });
      file.hints.push(data.text);
      state.rewrite = state.rewrite?.file === file ? null : state.rewrite;
      state.trials.delete(file.path);
    }
    resume(state);
  },
  retry_requested(state) {
    state.trials.clear();
    for (const file of state.files.values()) {
      file.surrenderReason = "";
      settleRunFailures(file);
    }
    resume(state);
  },
  verify_requested(state) {
    Object.assign(state, { status: "running", reason: "", finishedAt: null, mutants: null });
    state.verifying = true;
    for (const file of state.files.values()) {
      file.runs = [];
    }
    for (const check of state.checks.values()) {
      Object.assign(check, { runs: [], control: null });
    }
    clearExampleResults(state);
  },
  lessons_learned: (state, event, file, data) => (state.lessons = data.text),
  paused(state, event, file, data) {
    Object.assign(state, { status: "paused", reason: data.reason, cause: data.cause });
  },
  fork_healed() {},
  cancelled(state, event, file, data) {
    if (data.queued !== "run") {
      state.queuedSpecs = [];
    } else if (!state.verifying) {
      forgetFeature(state);
    }
    state.verifying = false;
    replan(state);
    Object.assign(state, { status: "cancelled", reason: data.reason, finishedAt: event.at });
    if (state.queuedSpecs.length) {
      startSpec(state, state.queuedSpecs.shift(), event.at);
    }
  },
  project_finished(state, event, file, data) {
    state.verifying = false;
    replan(state);
    Object.assign(state, { status: data.status, reason: data.reason, finishedAt: event.at });
    if (state.queuedSpecs.length) {
      startSpec(state, state.queuedSpecs.shift(), event.at);
    }
  },
};

function recordValidation(state, event, file, data) {
  const version = versionOf(file, data.attempt);
  if (version) {
    version.validation = event;
    completeReview(file, version);
  }
}

function recordAudit(state, event, file, data) {
  const version = versionOf(file, data.attempt);
  if (version) {
    version.audit = event;
    completeReview(file, version);
  }
}
