//! The report that is printed: JSON with the components of `atelier.sandbox.ProbeReport`, read by
//! `atelier.sandbox.Prober`.

use serde::Serialize;
use std::collections::BTreeMap;

/// The sandbox keeps 256 KiB of a job's output.
pub const MAX_REPORT_BYTES: usize = 240 << 10;

const FIRST_CUT_BYTES: usize = 48 << 10;
const LAST_CUT_BYTES: usize = 64;

/// What happened.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// One for each step that was begun.
    pub steps: Vec<StepReport>,
    /// None where nothing was served.
    pub server: Option<ServerReport>,
    /// One for each request that was sent.
    pub responses: Vec<ResponseReport>,
}

/// How a command ended.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// The exit code; none where a signal ended it or a limit was reached.
    pub exit: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Whether it was stopped at its limit of wall time or of processor time.
    pub timed_out: bool,
    /// Whether the command does not exist.
    pub not_found: bool,
    pub stdout: String,
    pub stderr: String,
    /// Whether a stream or a file was longer than what is kept.
    pub truncated: bool,
    /// Wall time.
    pub ms: u64,
    /// Processor time of all its processes.
    pub cpu_ms: u64,
    /// The files that were asked for; none where one does not exist.
    pub files: BTreeMap<String, Option<String>>,
}

/// How a served program did.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct ServerReport {
    /// Whether it listened in time.
    pub started: bool,
    /// After how long.
    pub listened_ms: u64,
    /// Processor time of all its processes until then.
    pub cpu_ms: u64,
    /// Where it listens.
    pub port: u16,
    /// Its exit code where it ended by itself.
    pub exit: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// One response.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct ResponseReport {
    /// Whether this was a restart.
    pub restart: bool,
    /// The status code; 0 where there is no response.
    pub status: u16,
    /// Header fields by name in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
    /// Whether the head or the body was longer than what is kept.
    pub truncated: bool,
    /// Why there is no response; empty otherwise.
    pub error: String,
    /// Wall time.
    pub ms: u64,
}

impl Report {
    /// Returns the JSON, whose texts are cut until all of it is short enough.
    pub fn into_json(mut self) -> Result<Vec<u8>, String> {
        let mut cut_bytes = FIRST_CUT_BYTES;
        loop {
            let json = serde_json::to_vec(&self).map_err(|e| e.to_string())?;
            if json.len() <= MAX_REPORT_BYTES {
                return Ok(json);
            }
            if cut_bytes < LAST_CUT_BYTES {
                return Err("the plan has too many parts for one report".to_owned());
            }
            self.cut(cut_bytes);
            cut_bytes = cut_bytes / 4 * 3;
        }
    }

    /// Cuts every text to so many bytes of JSON.
    fn cut(&mut self, bytes: usize) {
        for step in &mut self.steps {
            step.truncated |= cut(&mut step.stdout, bytes) | cut(&mut step.stderr, bytes);
            for content in step.files.values_mut().flatten() {
                step.truncated |= cut(content, bytes);
            }
        }
        if let Some(server) = &mut self.server {
            cut(&mut server.stdout, bytes);
            cut(&mut server.stderr, bytes);
        }
        for response in &mut self.responses {
            response.truncated |= cut(&mut response.body, bytes);
            let head: usize = response.headers.iter().map(|(k, v)| size(k) + size(v)).sum();
            if head > bytes {
                response.headers.clear();
                response.truncated = true;
            }
        }
    }
}

fn cut(text: &mut String, max_bytes: usize) -> bool {
    let mut bytes = 0;
    let end = text.char_indices().find_map(|(at, letter)| {
        bytes += size_of(letter);
        (bytes > max_bytes).then_some(at)
    });
    text.truncate(end.unwrap_or(text.len()));
    end.is_some()
}

fn size(text: &str) -> usize {
    text.chars().map(size_of).sum()
}

/// The bytes of a character in a JSON string.
fn size_of(letter: char) -> usize {
    match letter {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        '\0'..='\u{1f}' => 6,
        _ => letter.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_any_text_fits() {
        for text in ["x", "\0", "\"", "ä", "\u{fffd}", "\u{1f600}"] {
            let step = || StepReport { stdout: text.repeat(64 << 10), ..StepReport::default() };
            let headers = || (0..500).map(|n| (format!("{n}"), text.repeat(100))).collect();
            let response = || ResponseReport { headers: headers(), ..ResponseReport::default() };
            let report = Report {
                steps: (0..128).map(|_| step()).collect(),
                responses: (0..128).map(|_| response()).collect(),
                server: None,
            };

            let json = report.into_json().expect("a report");

            assert!(json.len() <= MAX_REPORT_BYTES, "{text:?}");
            assert!(json.len() > MAX_REPORT_BYTES / 2, "{text:?}: {}", json.len());
            let read: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
            assert_eq!(read["steps"][0]["truncated"], true);
        }
    }

    #[test]
    fn what_fits_is_not_cut() {
        let step = StepReport { stdout: "x".repeat(64 << 10), ..StepReport::default() };
        let report = Report { steps: vec![step], ..Report::default() };

        let read: serde_json::Value =
            serde_json::from_slice(&report.into_json().expect("a report")).expect("JSON");

        assert_eq!(read["steps"][0]["truncated"], false);
        assert_eq!(read["steps"][0]["stdout"].as_str().map(str::len), Some(64 << 10));
    }

    #[test]
    fn the_size_of_a_character_is_that_in_json() {
        for letter in (0..0x300).filter_map(char::from_u32).chain(['\u{fffd}', '\u{1f600}']) {
            let json = serde_json::to_string(&letter.to_string()).expect("JSON");
            assert_eq!(size_of(letter), json.len() - 2, "{letter:?}");
        }
    }
}
