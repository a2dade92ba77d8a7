//! Starting processes, reading what they print, and ending them with all that they started.

use crate::{cpu, system};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

const POLL_MS: u64 = 5;
const CPU_POLL_MS: u64 = 50;
const MAX_MS: u64 = 24 * 60 * 60 * 1_000;
const TERMINATE_MS: u64 = 1_000;
const LAST_OUTPUT_MS: u64 = 500;
const KILL_MS: u64 = 1_000;
const FIRST_PROCESS: u32 = 1;

/// A moment after which nothing is waited for.
#[derive(Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    pub fn after_ms(ms: u64) -> Self {
        Deadline(Instant::now() + Duration::from_millis(ms.min(MAX_MS)))
    }

    /// The earlier of this one and another in so many milliseconds.
    pub fn or_after_ms(self, ms: u64) -> Self {
        Deadline(self.0.min(Deadline::after_ms(ms).0))
    }

    pub fn passed(self) -> bool {
        Instant::now() >= self.0
    }

    /// What is left of it; never zero, which is no limit for a socket.
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now()).max(Duration::from_millis(1))
    }
}

/// The beginning of a stream.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    truncated: bool,
}

/// What a process printed so far.
pub struct Output {
    pub stdout: String,
    pub stderr: String,
    /// Whether a stream was longer.
    pub truncated: bool,
}

/// A started process with its streams.
pub struct Running {
    id: i32,
    status: Option<ExitStatus>,
    stdout: Arc<Mutex<Kept>>,
    stderr: Arc<Mutex<Kept>>,
    readers: Vec<JoinHandle<()>>,
}

impl Running {
    /// Starts a command in a process group of its own.
    pub fn start(
        words: &[String],
        environment: &BTreeMap<String, String>,
        stdin: &str,
        max_bytes: usize,
    ) -> std::io::Result<Self> {
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .envs(environment)
            .stdin(if stdin.is_empty() { Stdio::null() } else { Stdio::piped() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()?;
        let mut running = Running {
            id: i32::try_from(child.id()).map_err(std::io::Error::other)?,
            status: None,
            stdout: Arc::default(),
            stderr: Arc::default(),
            readers: Vec::new(),
        };
        if let Err(problem) = running.attach(&mut child, stdin, max_bytes) {
            kill_all();
            return Err(problem);
        }
        Ok(running)
    }

    /// Starts a thread for each stream; fails if the program has left no room for threads.
    fn attach(&mut self, child: &mut Child, stdin: &str, max_bytes: usize) -> std::io::Result<()> {
        if let Some(pipe) = child.stdout.take() {
            self.readers.push(reader(pipe, &self.stdout, max_bytes)?);
        }
        if let Some(pipe) = child.stderr.take() {
            self.readers.push(reader(pipe, &self.stderr, max_bytes)?);
        }
        if let Some(mut pipe) = child.stdin.take() {
            let text = stdin.to_owned();
            // A command may close its input early, or never read it: nobody waits for this thread.
            Builder::new().spawn(move || pipe.write_all(text.as_bytes()))?;
        }
        Ok(())
    }

    /// Returns how it ended, if it has. Orphans that have ended are removed from the process table,
    /// since they count against the limit of processes.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        while let Some((id, status)) = system::next_ended() {
            if id == self.id {
                self.status = Some(status);
            }
        }
        self.status
    }

    /// Waits until it ends or the deadline passes.
    pub fn wait(&mut self, deadline: Deadline) -> Option<ExitStatus> {
        while self.ended().is_none() && !deadline.passed() {
            std::thread::sleep(Duration::from_millis(POLL_MS));
        }
        self.status
    }

    /// Waits until it ends, the deadline passes, or everything below this process has used so much
    /// processor time.
    pub fn wait_within(&mut self, deadline: Deadline, cpu_ms: u64) -> Option<ExitStatus> {
        while !deadline.passed() {
            let part = deadline.or_after_ms(CPU_POLL_MS);
            if self.wait(part).is_some() || cpu::used_ms() > cpu_ms {
                break;
            }
        }
        self.status
    }

    /// Ends it and all that it started, also what has left its process group.
    pub fn stop(&mut self) {
        if self.ended().is_none() {
            system::signal(-self.id, libc::SIGTERM);
            self.wait(Deadline::after_ms(TERMINATE_MS));
        }
        kill_all();
    }

    /// Returns what it printed. To be called after `stop`: nobody holds the pipes open then.
    pub fn output(&self) -> Output {
        let deadline = Deadline::after_ms(LAST_OUTPUT_MS);
        while !deadline.passed() && self.readers.iter().any(|reader| !reader.is_finished()) {
            std::thread::sleep(Duration::from_millis(POLL_MS));
        }
        let (stdout, out_truncated) = text(&self.stdout);
        let (stderr, err_truncated) = text(&self.stderr);
        Output { stdout, stderr, truncated: out_truncated || err_truncated }
    }
}

fn text(kept: &Mutex<Kept>) -> (String, bool) {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    (String::from_utf8_lossy(&kept.bytes).into_owned(), kept.truncated)
}

/// Reads to the end, since a full pipe would stop the program, and keeps the beginning.
fn reader(
    mut pipe: impl Read + Send + 'static,
    kept: &Arc<Mutex<Kept>>,
    max_bytes: usize,
) -> std::io::Result<JoinHandle<()>> {
    let kept = kept.clone();
    Builder::new().spawn(move || {
        let mut buffer = [0_u8; 16_384];
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let room = max_bytes.saturating_sub(kept.bytes.len()).min(count);
            kept.bytes.extend_from_slice(&buffer[..room]);
            kept.truncated |= room < count;
        }
    })
}

/// Kills every process below this one and waits until none is left.
pub fn kill_all() {
    let deadline = Deadline::after_ms(KILL_MS);
    loop {
        let left = descendants();
        if left.is_empty() || deadline.passed() {
            return;
        }
        if std::process::id() == FIRST_PROCESS {
            // The first process of a namespace kills all others at once, also those that fork.
            system::signal(-1, libc::SIGKILL);
        }
        for id in left {
            system::signal(id, libc::SIGKILL);
        }
        while system::next_ended().is_some() {}
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Returns the processes below this one: orphans become its children, since it is the subreaper.
pub fn descendants() -> BTreeSet<i32> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return BTreeSet::new() };
    let mut children: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
    for id in entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()) {
        if let Some(parent) = parent(id) {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut found = BTreeSet::new();
    let mut open = vec![i32::try_from(std::process::id()).unwrap_or_default()];
    while let Some(id) = open.pop() {
        for child in children.remove(&id).unwrap_or_default() {
            found.insert(child);
            open.push(child);
        }
    }
    found
}

/// The second field after the name in `/proc/PID/stat`.
fn parent(id: i32) -> Option<i32> {
    stat(id)?.split(' ').nth(1)?.parse().ok()
}

/// The fields after the name in `/proc/PID/stat`. The name may be no UTF-8.
pub fn stat(id: i32) -> Option<String> {
    let bytes = std::fs::read(format!("/proc/{id}/stat")).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    text.rsplit_once(") ").map(|(_, fields)| fields.to_owned())
}
