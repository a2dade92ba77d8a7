// What each type of event changes in a project: one row a type.
import { amend, begin, blame, judged, lay, pay, resume, version } from "./plan.js";
import { ended } from "./words.js";

const ran = (state, event, file) => file?.runs.push(event);
const checked = (state, event, file, data) => state.checks.get(data.name)?.runs.push(event);

export const ROWS = {
  feature_requested(state, event, file, data) {
    if (!state.startedAt || ended(state.status)) {
      begin(state, data.spec, event.at);
    } else {
      state.waiting.push(data.spec);
    }
  },
  infra_ready(state, event, file, data) {
    state.infra = data;
    state.infraProblem = "";
    resume(state);
  },
  infra_error(state, event, file, data) {
    state.infra = null;
    state.infraProblem = `${data.reason} ${data.remedy}`;
  },
  research_request: (state, event) => state.research.push({ request: event, answer: null }),
  research_produced(state, event, file, data) {
    const open = state.research.find((one) => one.request.data.question === data.question);
    if (open) {
      open.answer = event;
    }
  },
  blueprint_ready(state, event, file, data) {
    pay(state, data);
    state.designed = true;
    lay(state, data);
    resume(state);
  },
  blueprint_rejected: (state, event, file, data) => pay(state, data),
  approval_requested(state) {
    state.approvalAsked = true;
    resume(state);
  },
  approved(state, event, file, data) {
    state.approved = true;
    amend(state, data.blueprint);
    resume(state);
  },
  task_started(state, event, file, data) {
    const { agent, node } = event;
    const lost = state.tasks.find((one) => !one.end && one.task === data.task);
    if (lost) {
      lost.end = event;
    }
    state.tasks.push({
      task: data.task, agent, node, file: event.file ?? "", start: event, end: null, progress: null,
    });
  },
  task_failed: () => {},
  code_ready(state, event, file, data) {
    pay(state, data);
    if (file) {
      Object.assign(file, { attempts: data.attempt, wanted: false, problems: 0 });
      file.node = event.node;
      file.candidate = { attempt: data.attempt, event, suggestions: [] };
      file.versions.push(file.candidate);
    }
  },
  answer_rejected(state, event, file, data) {
    pay(state, data);
    if (file) {
      Object.assign(file, { attempts: data.attempt, wanted: true });
      file.problems++;
      file.rejected.push(event);
    }
  },
  validation_passed: validated,
  validation_failed: validated,
  audit_passed: audited,
  audit_failed: audited,
  contract_drifted() {},
  suggestion_offered: (state, event, file, data) =>
    version(file, data.attempt)?.suggestions.push(data),
  file_validated(state, event, file, data) {
    const found = version(file, data.attempt);
    if (found) {
      found.accepted = true;
      Object.assign(file, { candidate: null, accepted: found });
      state.changedAt = event.seq;
    }
  },
  execution_success: ran,
  execution_skipped: ran,
  execution_failure(state, event, file, data) {
    ran(state, event, file);
    blame(state, data.cause, event);
  },
  check_passed: checked,
  check_skipped: checked,
  check_failed(state, event, file, data) {
    checked(state, event, file, data);
    blame(state, data.cause, event);
  },
  committed(state, event, file, data) {
    const found = version(file, data.attempt);
    if (found) {
      found.commit = data.commit;
      file.committed = data.attempt;
    }
    state.commits.push(event);
  },
  llm_error: () => {},
  agent_surrender(state, event, file, data) {
    if (file) {
      file.surrender = data.reason;
    }
  },
  hint_given(state, event, file, data) {
    if (file) {
      Object.assign(file, { surrender: "", wanted: true, candidate: null });
      file.hints.push(data.text);
    }
    resume(state);
  },
  retry_requested(state) {
    for (const one of state.files.values()) {
      one.surrender = "";
    }
    resume(state);
  },
  lessons_learned: (state, event, file, data) => (state.lessons = data.text),
  paused(state, event, file, data) {
    Object.assign(state, { status: "paused", reason: data.reason, cause: data.cause });
  },
  fork_healed() {},
  cancelled(state, event, file, data) {
    Object.assign(state, { status: "cancelled", reason: data.reason, finishedAt: event.at });
  },
  project_finished(state, event, file, data) {
    Object.assign(state, { status: data.status, reason: data.reason, finishedAt: event.at });
    if (state.waiting.length) {
      begin(state, state.waiting.shift(), event.at);
    }
  },
};

function validated(state, event, file, data) {
  const found = version(file, data.attempt);
  if (found) {
    found.validation = event;
    judged(file, found);
  }
}

function audited(state, event, file, data) {
  const found = version(file, data.attempt);
  if (found) {
    found.audit = event;
    judged(file, found);
  }
}
