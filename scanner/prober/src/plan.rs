//! The plan that is read: JSON, written by `atelier.sandbox.Prober`.

use serde::Deserialize;
use std::collections::BTreeMap;

const MAX_PARTS: usize = 256;
const MAX_NAME_BYTES: usize = 16 << 10;
const MAX_KEPT_BYTES: usize = 1 << 20;
const MIN_TEXT_BYTES: usize = 4 << 10;
const MAX_TEXT_BYTES: usize = 64 << 10;

/// What is played in the current folder.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Plan {
    /// Content by path, written before anything runs.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// Variables for every command; `$PORT` in a value is the free port of a served program.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    pub limits: Limits,
    /// Commands, one after the other.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// The command of a served program, `$PORT` in a word is the free port; empty for none.
    #[serde(default)]
    pub serve: Vec<String>,
    /// Requests to the served program, in order.
    #[serde(default)]
    pub requests: Vec<Request>,
}

/// Limits of wall time, and of processor time.
#[allow(clippy::struct_field_names, reason = "a name includes its unit")]
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// One command, and one request.
    pub step_ms: u64,
    /// Processor time of one command, and of a start, with all processes; none if not limited.
    #[serde(default)]
    pub step_cpu_ms: Option<u64>,
    /// Until a served program listens.
    pub start_ms: u64,
    /// Everything.
    pub total_ms: u64,
}

/// One command.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    pub command: Vec<String>,
    /// What it reads from standard input.
    #[serde(default)]
    pub stdin: String,
    /// Files whose contents are reported afterwards.
    #[serde(default)]
    pub read_files: Vec<String>,
}

/// One HTTP request, or a restart of the program.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    /// Whether the program is stopped and started anew; the rest is ignored then.
    #[serde(default)]
    pub restart: bool,
    #[serde(default)]
    pub method: String,
    /// Path and query.
    #[serde(default)]
    pub path: String,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub body: Option<String>,
}

impl Plan {
    /// Reads a plan, and refuses one whose report could not be bounded.
    pub fn parse(json: &[u8]) -> Result<Self, String> {
        let plan: Plan =
            serde_json::from_slice(json).map_err(|e| format!("the plan is invalid: {e}"))?;
        if plan.steps.iter().any(|step| step.command.is_empty()) {
            return Err("the plan is invalid: a step has no command".to_owned());
        }
        let paths = || plan.steps.iter().flat_map(|step| &step.read_files);
        if plan.parts() > MAX_PARTS {
            return Err(format!(
                "the plan is invalid: more than {MAX_PARTS} steps, requests and files to read"
            ));
        }
        if paths().map(String::len).sum::<usize>() > MAX_NAME_BYTES {
            return Err("the plan is invalid: the paths to read are too long".to_owned());
        }
        Ok(plan)
    }

    fn parts(&self) -> usize {
        let files: usize = self.steps.iter().map(|step| step.read_files.len()).sum();
        self.steps.len() + self.requests.len() + files
    }

    /// How much of each stream, file and body is kept.
    pub fn max_text_bytes(&self) -> usize {
        (MAX_KEPT_BYTES / self.parts().max(1)).clamp(MIN_TEXT_BYTES, MAX_TEXT_BYTES)
    }
}
