//! A served program: started with a free port, asked over HTTP, restarted, stopped.

use crate::plan::{Plan, Request};
use crate::process::{descendants, Deadline, Running};
use crate::report::{Report, ResponseReport, ServerReport};
use crate::{cpu, http, ports, steps};
use std::os::unix::process::ExitStatusExt;
use std::time::{Duration, Instant};

const POLL_MS: u64 = 10;
/// How long a program may already listen at another port before it does at the one it was given.
const OTHER_PORT_MS: u64 = 500;
const END_MS: u64 = 200;

/// Starts the program, plays the requests, stops it.
pub fn play(plan: &Plan, deadline: Deadline, report: &mut Report) -> Result<(), String> {
    let port = ports::free().map_err(|e| format!("no port is free: {e}"))?;
    let mut server = Server { plan, port, deadline, running: None };
    let mut state = server.start();
    if state.started {
        let mut failed = false;
        for request in &plan.requests {
            let begun = Instant::now();
            let mut response = if request.restart {
                server.restart(&mut state)
            } else {
                server.send(state.port, request)
            };
            response.ms = steps::millis(begun);
            failed = !response.error.is_empty();
            report.responses.push(response);
            if failed {
                server.wait_for_end();
                break;
            }
        }
        if !failed {
            server.watch(if plan.requests.is_empty() { WATCH_START_MS } else { WATCH_MS });
        }
    }
    server.finish(&mut state);
    report.server = Some(state);
    Ok(())
}

/// How long a program is watched that only has to start: many fail just after they listen.
const WATCH_START_MS: u64 = 1_000;

/// How long a program is watched after its last response.
const WATCH_MS: u64 = 200;

struct Server<'a> {
    plan: &'a Plan,
    port: u16,
    deadline: Deadline,
    running: Option<Running>,
}

impl Server<'_> {
    /// Starts the program and waits until it listens: at the port it was given or, if it ignores
    /// that, at another.
    fn start(&mut self) -> ServerReport {
        let with_port = |text: &String| with_port(text, self.port);
        let words: Vec<String> = self.plan.serve.iter().map(with_port).collect();
        let given = self.plan.environment.iter();
        let mut environment: std::collections::BTreeMap<_, _> =
            given.map(|(name, value)| (name.clone(), with_port(value))).collect();
        environment.entry("PORT".to_owned()).or_insert_with(|| self.port.to_string());
        let mut report = ServerReport { port: self.port, ..ServerReport::default() };
        let begun = Instant::now();
        let used_before = cpu::used_ms();
        match Running::start(&words, &environment, "", self.plan.max_text_bytes()) {
            Ok(mut running) => {
                let found = self.listens(&mut running, used_before);
                report.started = found.is_some();
                report.port = found.unwrap_or(self.port);
                report.listened_ms = steps::millis(begun);
                report.cpu_ms = cpu::used_ms().saturating_sub(used_before);
                self.running = Some(running);
            }
            Err(problem) => {
                report.exit = Some(steps::exit_of(&problem));
                report.stderr = format!("{}: {problem}\n", words[0]);
            }
        }
        report
    }

    /// Returns the port at which the program listens, once it does.
    fn listens(&self, running: &mut Running, used_before: u64) -> Option<u16> {
        let deadline = self.deadline.or_after_ms(self.plan.limits.start_ms);
        let mut other: Option<Deadline> = None;
        let cpu_limit = self.plan.limits.step_cpu_ms.unwrap_or(u64::MAX);
        loop {
            // A program may go on in the background after its first process has ended.
            let over = running.ended().is_some() && descendants().is_empty();
            let ports = ports::listening();
            if ports.contains(&self.port) {
                return Some(self.port);
            }
            if let Some(first) = ports.first() {
                let since = *other.get_or_insert_with(|| Deadline::after_ms(OTHER_PORT_MS));
                if since.passed() || deadline.passed() {
                    return Some(*first);
                }
            }
            let used = cpu::used_ms().saturating_sub(used_before);
            if over || deadline.passed() || used > cpu_limit {
                return None;
            }
            std::thread::sleep(Duration::from_millis(POLL_MS));
        }
    }

    fn send(&mut self, port: u16, request: &Request) -> ResponseReport {
        let limit = self.deadline.or_after_ms(self.plan.limits.step_ms);
        http::send(port, request, limit, self.plan.max_text_bytes())
    }

    fn restart(&mut self, state: &mut ServerReport) -> ResponseReport {
        if let Some(mut running) = self.running.take() {
            running.stop();
        }
        *state = self.start();
        ResponseReport {
            restart: true,
            error: if state.started {
                String::new()
            } else {
                "the program does not listen again".to_owned()
            },
            ..ResponseReport::default()
        }
    }

    /// Waits a little after a failed request: a program that ends because of it may not have ended
    /// when its connection has.
    fn wait_for_end(&mut self) {
        if let Some(running) = &mut self.running {
            running.wait(Deadline::after_ms(END_MS));
        }
    }

    /// Waits whether the program ends by itself.
    fn watch(&mut self, ms: u64) {
        if let Some(running) = &mut self.running {
            running.wait(self.deadline.or_after_ms(ms));
        }
    }

    fn finish(&mut self, state: &mut ServerReport) {
        if let Some(mut running) = self.running.take() {
            if let Some(status) = running.ended() {
                state.exit = status.code().or_else(|| status.signal().map(|number| 128 + number));
            }
            running.stop();
            let output = running.output();
            state.stdout = output.stdout;
            state.stderr = output.stderr;
        }
    }
}

/// Replaces `$PORT` and `${PORT}`, but not the beginning of a longer name.
fn with_port(text: &str, port: u16) -> String {
    let port = port.to_string();
    let text = text.replace("${PORT}", &port);
    let mut parts = text.split("$PORT");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let longer = part.starts_with(|next: char| next == '_' || next.is_ascii_alphanumeric());
        filled += if longer { "$PORT" } else { &port };
        filled += part;
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::with_port;

    #[test]
    fn replaces_the_port() {
        assert_eq!(with_port("-p $PORT", 80), "-p 80");
        assert_eq!(with_port("[::1]:${PORT}/$PORT", 80), "[::1]:80/80");
        assert_eq!(with_port("$PORTAL $PORT_ $PORT", 80), "$PORTAL $PORT_ 80");
        assert_eq!(with_port("", 80), "");
    }
}
