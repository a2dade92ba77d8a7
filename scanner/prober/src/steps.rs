//! Commands, one after the other in one folder.

use crate::cpu;
use crate::plan::{Plan, Step};
use crate::process::{Deadline, Running};
use crate::report::StepReport;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::ExitStatusExt;
use std::time::Instant;

const EXIT_NOT_FOUND: i32 = 127;
const EXIT_NOT_STARTED: i32 = 126;

/// Runs the steps until the deadline.
pub fn run(plan: &Plan, deadline: Deadline) -> Vec<StepReport> {
    plan.steps
        .iter()
        .take_while(|_| !deadline.passed())
        .map(|step| run_one(step, plan, deadline))
        .collect()
}

fn run_one(step: &Step, plan: &Plan, deadline: Deadline) -> StepReport {
    let begun = Instant::now();
    let used_before = cpu::used_ms();
    let mut report = StepReport::default();
    match Running::start(&step.command, &plan.environment, &step.stdin, plan.max_text_bytes()) {
        Ok(mut running) => {
            let cpu_limit = plan.limits.step_cpu_ms.unwrap_or(u64::MAX);
            let limit = deadline.or_after_ms(plan.limits.step_ms);
            let ended = running.wait_within(limit, used_before.saturating_add(cpu_limit));
            report.ms = millis(begun);
            report.timed_out = ended.is_none();
            if let Some(status) = ended {
                (report.exit, report.signal) = (status.code(), status.signal());
            }
            running.stop();
            report.cpu_ms = cpu::used_ms().saturating_sub(used_before);
            let output = running.output();
            report.stdout = output.stdout;
            report.stderr = output.stderr;
            report.truncated = output.truncated;
        }
        Err(problem) => {
            report.exit = Some(exit_of(&problem));
            report.not_found = problem.kind() == ErrorKind::NotFound;
            report.stderr = format!("{}: {problem}\n", step.command[0]);
        }
    }
    for path in &step.read_files {
        let content = content(path, plan.max_text_bytes());
        report.truncated |= content.as_ref().is_some_and(|(_, truncated)| *truncated);
        report.files.insert(path.clone(), content.map(|(text, _)| text));
    }
    report
}

/// The exit code that a shell has for a command that cannot be started.
pub fn exit_of(problem: &std::io::Error) -> i32 {
    if problem.kind() == ErrorKind::NotFound {
        EXIT_NOT_FOUND
    } else {
        EXIT_NOT_STARTED
    }
}

/// The time since a moment.
pub fn millis(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// The beginning of a file in the folder, and whether it is longer. None for what is no plain file:
/// the program may have left a pipe, or a link to anywhere.
fn content(path: &str, max_bytes: usize) -> Option<(String, bool)> {
    let folder = std::env::current_dir().ok()?.canonicalize().ok()?;
    let real = folder.join(path).canonicalize().ok()?;
    if !real.starts_with(&folder) {
        return None;
    }
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW)
        .open(real)
        .ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    file.take(max_bytes as u64 + 1).read_to_end(&mut bytes).ok()?;
    let truncated = bytes.len() > max_bytes;
    bytes.truncate(max_bytes);
    Some((String::from_utf8_lossy(&bytes).into_owned(), truncated))
}
