//! Plays one acceptance example inside the sandbox: commands in the current folder, or a served
//! program and HTTP requests to it. It reads a plan from standard input and prints one JSON report.
//! It judges nothing: what is expected never enters the sandbox. Nothing from the program is
//! trusted; everything has a limit.

mod connection;
mod cpu;
mod http;
mod plan;
mod ports;
mod process;
mod report;
mod server;
mod steps;
mod system;

use plan::Plan;
use report::Report;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path};

const EXIT_NO_REPORT: i32 = 64;
const MAX_PLAN_BYTES: u64 = 16 << 20;
const EXECUTABLE: u32 = 0o755;

fn main() {
    system::protect();
    let printed = play().and_then(|json| {
        let mut out = std::io::stdout().lock();
        out.write_all(&json).and_then(|()| out.flush()).map_err(|e| e.to_string())
    });
    if let Err(problem) = printed {
        eprintln!("atelier-prober: {problem}");
        std::process::exit(EXIT_NO_REPORT);
    }
}

fn play() -> Result<Vec<u8>, String> {
    let plan = read_plan()?;
    for (path, content) in &plan.files {
        write(path, content)?;
    }
    let deadline = process::Deadline::after_ms(plan.limits.total_ms);
    let mut report = Report { steps: steps::run(&plan, deadline), ..Report::default() };
    if !plan.serve.is_empty() {
        server::play(&plan, deadline, &mut report)?;
    }
    process::kill_all();
    report.into_json()
}

/// Reads the plan, and closes standard input before any command could find it there.
fn read_plan() -> Result<Plan, String> {
    let mut json = Vec::new();
    std::io::stdin()
        .lock()
        .take(MAX_PLAN_BYTES + 1)
        .read_to_end(&mut json)
        .map_err(|e| format!("the plan cannot be read: {e}"))?;
    system::close_input().map_err(|e| format!("standard input cannot be closed: {e}"))?;
    if json.len() as u64 > MAX_PLAN_BYTES {
        return Err(format!("the plan is longer than {MAX_PLAN_BYTES} bytes"));
    }
    Plan::parse(&json)
}

/// Writes a file of the plan; scripts are made executable, as the sandbox does with its own files.
fn write(name: &str, content: &str) -> Result<(), String> {
    let path = Path::new(name);
    if name.is_empty() || !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(format!("{name} is not a path inside of the folder"));
    }
    let written = path
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(path, content))
        .and_then(|()| {
            if content.starts_with("#!") {
                std::fs::set_permissions(path, PermissionsExt::from_mode(EXECUTABLE))?;
            }
            Ok(())
        });
    written.map_err(|e| format!("{name} cannot be written: {e}"))
}
