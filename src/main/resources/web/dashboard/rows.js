// What each type of event changes in a project: one row a type.

const newFile = (plan) => ({
  path: plan.path,
  plan,
  attempts: 0,
  node: "",
  wanted: true,
  surrender: "",
  versions: [],
  rejected: [],
  runs: [],
  hints: [],
  problems: 0,
  progress: null,
});

const version = (file, attempt) => file?.versions.find((one) => one.attempt === attempt);

function pay(state, data) {
  state.usage.promptTokens += data.promptTokens ?? 0;
  state.usage.completionTokens += data.completionTokens ?? 0;
}

/** A version is judged by two; only when both have spoken is it accepted or refused. */
function judged(file, found) {
  if (found && found.validation && found.audit) {
    const good =
      found.validation.type === "validation_passed" && found.audit.type === "audit_passed";
    if (!good) {
      refuse(file, found);
    }
  }
}

function refuse(file, found) {
  found.refused = true;
  file.wanted = true;
  file.problems++;
}

function blame(state, path, event) {
  const file = state.files.get(path);
  if (file) {
    const newest = file.versions.at(-1);
    if (newest) {
      newest.blamed = event;
    }
    file.wanted = true;
    file.problems++;
  }
}

function lay(state, blueprint) {
  for (const plan of blueprint.files) {
    const file = state.files.get(plan.path);
    if (file) {
      Object.assign(file, { plan, wanted: true, surrender: "", problems: 0 });
    } else {
      state.files.set(plan.path, newFile(plan));
    }
  }
  for (const check of blueprint.checks) {
    state.checks.set(check.name, { ...check, runs: [] });
  }
  const files = [...state.files.values()].map((file) => file.plan);
  state.blueprint = { ...blueprint, files };
}

function resume(state) {
  state.reason = "";
  state.cause = "";
  state.status = !state.infra
    ? "queued"
    : !state.designed
      ? "designing"
      : state.approvalAsked && !state.approved
        ? "awaiting_approval"
        : "running";
}

function begin(state, spec, at) {
  Object.assign(state, {
    spec,
    status: "queued",
    reason: "",
    cause: "",
    startedAt: state.startedAt ?? at,
    finishedAt: null,
    infra: null,
    designed: false,
    approvalAsked: false,
    approved: false,
  });
  state.specs.push(spec);
}

const ended = (state) => ["succeeded", "unverified", "failed", "cancelled"].includes(state.status);

const ran = (state, event, file) => file?.runs.push(event);
const checked = (state, event, file, data) => state.checks.get(data.name)?.runs.push(event);

export const ROWS = {
  feature_requested(state, event, file, data) {
    if (!state.startedAt || ended(state)) {
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
    state.tasks.push({
      task: data.task,
      agent: event.agent,
      node: event.node,
      file: event.file ?? "",
      start: event,
      end: null,
    });
  },
  task_failed: () => {},
  code_ready(state, event, file, data) {
    pay(state, data);
    if (file) {
      Object.assign(file, { attempts: data.attempt, wanted: false, problems: 0 });
      Object.assign(file, { node: event.node, progress: null });
      file.versions.push({ attempt: data.attempt, event, suggestions: [] });
    }
  },
  answer_rejected(state, event, file, data) {
    pay(state, data);
    if (file) {
      Object.assign(file, { attempts: data.attempt, progress: null, wanted: true });
      file.problems++;
      file.rejected.push(event);
    }
  },
  validation_passed: validated,
  validation_failed: validated,
  audit_passed: audited,
  audit_failed: audited,
  suggestion_offered: (state, event, file, data) =>
    version(file, data.attempt)?.suggestions.push(data),
  file_validated(state, event, file, data) {
    const found = version(file, data.attempt);
    if (found) {
      found.accepted = true;
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
      Object.assign(file, { surrender: "", wanted: true, problems: 0 });
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

function amend(state, blueprint) {
  const kept = new Set(blueprint.files.map((plan) => plan.path));
  for (const file of [...state.files.values()]) {
    if (!kept.has(file.path)) {
      if (file.versions.some((one) => one.accepted)) {
        file.wanted = false;
      } else {
        state.files.delete(file.path);
      }
    }
  }
  const changed = blueprint.files.filter(
    (plan) => JSON.stringify(plan) !== JSON.stringify(state.files.get(plan.path)?.plan),
  );
  state.checks.clear();
  lay(state, { ...blueprint, files: changed });
}
