// Events in a few words.
import { cut, visible } from "./words.js";

const places = (all, name) => all.map((one) => `${one.line}: ${one[name]}`).join("; ");
const checked = (data) => [data.name, data.reason].filter(Boolean).join(": ");
const run = ({ command, exit, ms }) => `${(command ?? []).join(" ")}: exit ${exit} after ${ms} ms`;

const WORDS = {
  feature_requested: (data) => data.spec,
  infra_ready: (data) => data.models.join(", "),
  infra_error: (data) => data.reason,
  research_request: (data) => data.question,
  research_produced: (data) => data.source,
  blueprint_ready: (data) => `${data.files.length} files, ${data.checks.length} checks`,
  task_started: (data) => data.task,
  code_ready: (data) =>
    `attempt ${data.attempt}, ${data.bytes} bytes, ${data.completionTokens} tokens`,
  validation_passed: (data) => `attempt ${data.attempt}, ${data.level}`,
  validation_failed: (data) => places(data.diagnostics, "message"),
  audit_passed: (data) => `attempt ${data.attempt}`,
  audit_failed: (data) => places(data.findings, "rule"),
  suggestion_offered: (data) => data.suggestion,
  contract_drifted: (data) => `promised and not declared: ${data.missing.join(", ")}`,
  file_validated: (data) => `attempt ${data.attempt}`,
  execution_success: run,
  execution_failure: run,
  committed: (data) => `${data.commit.slice(0, 8)} ${data.message}`,
  hint_given: (data) => data.text,
  lessons_learned: (data) => `${data.lessons.length} lessons`,
  check_passed: checked,
  check_failed: checked,
  check_skipped: checked,
  project_finished: (data) => `${data.status}: ${data.reason}`,
};

const HASH = /\b[0-9a-f]{24,}\b/g;

export function inShort(event) {
  const words = WORDS[event.type]?.(event.data) ?? event.data.reason ?? event.data.note ?? "";
  const shortened = String(words).replace(HASH, (hash) => hash.slice(0, 8));
  return visible(cut(shortened.replaceAll("\n", " "), 160));
}
