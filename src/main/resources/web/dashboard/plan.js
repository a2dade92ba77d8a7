// Steps that several events take on a project: laying a plan, judging a version, going on.

const newFile = (plan) => ({
  path: plan.path,
  plan,
  attempts: 0,
  node: "",
  wanted: true,
  candidate: null,
  accepted: null,
  committed: 0,
  surrender: "",
  versions: [],
  rejected: [],
  runs: [],
  hints: [],
  problems: 0,
});

export const version = (file, attempt) => file?.versions.find((one) => one.attempt === attempt);

export function pay(state, data) {
  state.usage.promptTokens += data.promptTokens ?? 0;
  state.usage.completionTokens += data.completionTokens ?? 0;
}

/** A version is judged by two; only when both have spoken is it accepted or refused. */
export function judged(file, found) {
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
  file.candidate = null;
  file.wanted = true;
  file.problems++;
}

export function blame(state, path, event) {
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

export function lay(state, blueprint) {
  for (const plan of blueprint.files) {
    const file = state.files.get(plan.path);
    if (file) {
      Object.assign(file, { plan, wanted: true, candidate: null, surrender: "", problems: 0 });
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

export function resume(state) {
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

export function begin(state, spec, at) {
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

export function amend(state, blueprint) {
  const kept = new Set(blueprint.files.map((plan) => plan.path));
  for (const file of [...state.files.values()]) {
    if (!kept.has(file.path)) {
      if (file.accepted) {
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
