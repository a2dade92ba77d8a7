//! Plays plans with the built program.

use serde_json::{json, Value};
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

const MAX_REPORT_BYTES: usize = 240 << 10;
const NOBODY: u32 = 65_534;

/// A temporary folder that everybody may enter.
pub struct Folder(pub PathBuf);

impl Folder {
    /// Creates an empty one.
    pub fn create() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("atelier-prober-test-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Starts the program in a folder, with the plan on standard input.
pub fn run(command: &mut Command, plan: &[u8], folder: &Path) -> std::process::Output {
    let mut child = command
        .current_dir(folder)
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the prober");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(plan).expect("a plan");
    drop(stdin);
    child.wait_with_output().expect("an end")
}

/// The program.
pub fn prober() -> Command {
    Command::new(env!("CARGO_BIN_EXE_atelier-prober"))
}

/// The program as an unprivileged user: root may open the files of every process.
#[allow(dead_code, reason = "not every test uses it")]
pub fn unprivileged_prober(folder: &Path) -> Command {
    let program = folder.join("prober");
    std::fs::copy(env!("CARGO_BIN_EXE_atelier-prober"), &program).expect("a copy");
    let mut command = Command::new(program);
    // SAFETY: geteuid has no arguments and cannot fail.
    if unsafe { libc::geteuid() } == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// Plays a plan, with limits unless it has its own, and returns the report.
pub fn play(plan: Value) -> Value {
    play_in(&Folder::create().0, plan)
}

/// Plays a plan in a folder.
pub fn play_in(folder: &Path, plan: Value) -> Value {
    report(&run(&mut prober(), with_limits(plan).to_string().as_bytes(), folder))
}

/// Adds limits unless the plan has its own.
pub fn with_limits(mut plan: Value) -> Value {
    if plan["limits"].is_null() {
        plan["limits"] = json!({"stepMs": 10_000, "startMs": 10_000, "totalMs": 30_000});
    }
    plan
}

/// Reads the report that was printed.
pub fn report(output: &std::process::Output) -> Value {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    assert!(output.stdout.len() <= MAX_REPORT_BYTES, "{} bytes", output.stdout.len());
    serde_json::from_slice(&output.stdout).expect("JSON")
}
