// Summarises an event in one line.
import { bytes, duration, escapeInvisible, plural, truncate } from "./format.js";

const MAX_CHARS = 160;

const joinByLine = (entries, key) =>
  entries.map((entry) => `${entry.line}: ${entry[key]}`).join("; ");
const counts = ({ run, failed, skipped }) =>
  `${run} tests, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
const check = (data) =>
  [data.name, data.reason ?? (data.tests && counts(data.tests))].filter(Boolean).join(": ");
const control = (verdict) => (data) =>
  `${data.kind ? `${data.kind} ` : ""}${data.check}: ${verdict} with`
    + ` ${data.broken.join(", ")} broken`;
const difference = ({ message, expected, actual }) =>
  `${message}: expected ${expected}, was ${actual}`;
const VERDICTS = {
  code: "the spec says that the code is wrong",
  example: "the spec says that the example is wrong",
  disputed: "the spec does not decide it",
};
const run = ({ command, exit, ms }) => `${(command ?? []).join(" ")}: exit ${exit} after ${ms} ms`;

const SUMMARIES = {
  feature_requested: (data) => data.spec,
  infra_ready: (data) => data.models.join(", "),
  infra_error: (data) => data.reason,
  research_request: (data) => data.question,
  research_produced: (data) => data.source,
  blueprint_ready: (data) => `${data.files.length} files, ${data.checks.length} checks`
    + (data.delete ? `, deletes ${data.delete.join(", ")}` : ""),
  task_started: (data) => data.task,
  code_ready: (data) =>
    `attempt ${data.attempt}, ${data.bytes} bytes, ${data.completionTokens} tokens`,
  validation_passed: (data) => `attempt ${data.attempt}, ${data.level}`,
  validation_failed: (data) => joinByLine(data.diagnostics, "message"),
  audit_passed: (data) => `attempt ${data.attempt}`,
  audit_failed: (data) => joinByLine(data.findings, "rule"),
  suggestion_offered: (data) => data.suggestion,
  contract_drifted: (data) => `in the contract but not declared: ${data.missing.join(", ")}`,
  file_validated: (data) => `attempt ${data.attempt}`,
  execution_success: run,
  execution_failure: run,
  committed: (data) => data.deleted
    ? `${data.commit.slice(0, 8)} deleted ${data.deleted.join(", ")}`
    : `${data.commit.slice(0, 8)} ${data.message}`,
  hint_given: (data) => data.text,
  verify_requested: () => "all evidence is produced again, no model is asked",
  lessons_learned: (data) => `${data.lessons.length} lessons`,
  check_passed: check,
  check_failed: check,
  check_skipped: check,
  control_passed: control("failed as it must"),
  control_failed: control("still passed"),
  examples_ready: (data) =>
    `${data.examples.length} examples: ${data.examples.map(({ name }) => name).join(", ")}`,
  environment_lacking: (data) =>
    `${data.subject || "the start command"}: ${data.what} is missing here; ${data.remedy}`,
  setup_started: (data) => `${data.ecosystem} packages`,
  setup_ready: (data) => `${plural(data.packages, `${data.ecosystem} package`)}`
    + (data.hosts?.length ? ` from ${data.hosts.join(", ")}` : "")
    + `, ${bytes(data.bytes)}, ${data.ms ? duration(data.ms) : "installed before"}`
    + (data.refused?.length ? `, refused: ${data.refused.join("; ")}` : ""),
  setup_failed: (data) => ((data.diagnostics ?? []).map(({ message }) => message).join("; ")
      || data.output)
    + (data.refused?.length ? `, refused: ${data.refused.join("; ")}` : ""),
  setup_skipped: (data) => `${data.ecosystem} packages: ${data.reason}`,
  lock_ready: (data) => `made for ${data.manifest}`,
  example_passed: (data) => data.name,
  example_failed: (data) =>
    `${data.name}: ${(data.failures ?? []).map(difference).join("; ")}`,
  example_skipped: (data) => `${data.name}: ${data.reason}`,
  example_withdrawn: (data) => `${data.name}: ${data.reason}`,
  verdict_given: (data) =>
    `${data.example}, ${data.point}: ${VERDICTS[data.verdict] ?? data.verdict}`,
  cause_found: (data) => `${data.example || "the start command"} fails: ${culprit(data)}`
    + (data.why ? `, ${data.why}` : ""),
  mutants_tried: (data) => `${data.killed} of ${data.tried} small faults noticed`
    + (data.parts ? `, part ${data.part} of ${data.parts}` : ""),
  survivors_reported: (data) => `${data.survivors.length} small faults not noticed`,
  cancelled: (data) => [data.reason, ...(data.dropped ?? []).map((spec) => `dropped: ${spec}`)]
    .join("; "),
  project_finished: (data) => `${data.status}: ${data.reason}`,
};

function culprit(data) {
  return data.cause
    || { check: "the check itself is wrong", unknown: "nobody was found at fault" }[data.fault]
    || "no file is at fault";
}

const HASH = /\b[0-9a-f]{24,}\b/g;

export function eventSummary(event) {
  const summary = SUMMARIES[event.type]?.(event.data) ?? event.data.reason ?? event.data.note ?? "";
  const shortened = String(summary).replace(HASH, (hash) => hash.slice(0, 8));
  return escapeInvisible(truncate(shortened.replaceAll("\n", " "), MAX_CHARS));
}
