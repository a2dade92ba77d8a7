//! The program as a process, with a real socket.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

/// A proxy that replies with what it got, in brackets, once the client has ended its side.
struct Echo {
    folder: PathBuf,
    port: u16,
}

impl Echo {
    fn start(name: &str) -> Echo {
        let folder = std::env::temp_dir().join(format!("bridge-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let listener = UnixListener::bind(folder.join("s")).expect("a socket");
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                thread::spawn(move || {
                    let mut line = Vec::new();
                    let mut byte = [0];
                    while stream.read(&mut byte).is_ok_and(|count| count == 1) {
                        line.push(byte[0]);
                        if byte[0] == b'\n' {
                            break;
                        }
                    }
                    let size: usize = String::from_utf8_lossy(&line).trim().parse().unwrap_or(0);
                    let _ = stream.write_all(&vec![b'x'; size]);
                });
            }
        });
        // A port that was free a moment ago.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
        Echo { folder, port: port.expect("a port").port() }
    }

    fn command(&self, script: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_atelier-bridge"));
        command.arg("--socket").arg(self.folder.join("s"));
        command.args(["--port", &self.port.to_string(), "bash", "-c", script]);
        command.env("PORT", self.port.to_string());
        command
    }

    fn run(&self, script: &str) -> Output {
        self.command(script).output().expect("the bridge runs")
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn listens_before_the_command_runs_and_forwards_all_bytes() {
    let echo = Echo::start("bytes");

    let script = "exec 3<>/dev/tcp/127.0.0.1/$PORT; echo 3000000 >&3; wc -c <&3";

    assert_eq!(String::from_utf8_lossy(&echo.run(script).stdout).trim(), "3000000");
}

#[test]
fn forwards_more_connections_than_it_has_places_for() {
    let echo = Echo::start("many");

    let script = "for i in {1..100}; do
        (exec 3<>/dev/tcp/127.0.0.1/$PORT; echo 5 >&3; printf '%s\n' \"$(cat <&3)\") & done; wait";

    assert_eq!(String::from_utf8_lossy(&echo.run(script).stdout), "xxxxx\n".repeat(100));
}

#[test]
fn exits_as_the_command_does() {
    let echo = Echo::start("exits");
    for (script, code) in [("exit 0", 0), ("exit 7", 7), ("kill -KILL $$", 137)] {
        assert_eq!(echo.run(script).status.code(), Some(code), "{script}");
    }
}

#[test]
fn says_what_cannot_be_started() {
    for (word, code) in [("/missing", 127), ("/etc", 126)] {
        let output = Command::new(env!("CARGO_BIN_EXE_atelier-bridge"))
            .args(["--port", "0", word])
            .output()
            .expect("the bridge runs");
        assert_eq!(output.status.code(), Some(code));
        assert!(String::from_utf8_lossy(&output.stderr).starts_with(word));
    }
}

#[test]
fn fails_if_the_port_is_taken() {
    let echo = Echo::start("taken");
    let _other = TcpListener::bind(("127.0.0.1", echo.port)).expect("the port");

    let output = echo.run("echo started");

    assert_eq!((output.status.code(), output.stdout.len()), (Some(125), 0));
}

#[test]
fn a_connection_without_a_proxy_is_closed() {
    let echo = Echo::start("absent");
    std::fs::remove_file(echo.folder.join("s")).expect("the socket");

    let output = echo.run("exec 3<>/dev/tcp/127.0.0.1/$PORT; cat <&3; echo closed");

    assert_eq!(output.stdout, b"closed\n");
}

#[test]
fn passes_the_signal_to_end_on() {
    let echo = Echo::start("signal");
    let script = "trap 'echo ended; exit 3' TERM; echo ready; while :; do read -rt 1 <&3; done";
    let mut bridge = echo
        .command(&format!("exec 3<>/dev/tcp/127.0.0.1/$PORT; {script}"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("the bridge runs");
    let mut out = bridge.stdout.take().expect("output");
    let mut ready = [0; 6];
    out.read_exact(&mut ready).expect("the command runs");

    let id = bridge.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());

    assert_eq!(bridge.wait().expect("an end").code(), Some(3));
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("output");
    assert_eq!(rest, "ended\n");
}

#[test]
fn reaps_orphans() {
    let echo = Echo::start("orphans");

    // The inner shell ends at once; its child becomes the bridge's, ends, and must not stay.
    let script = "orphan=$(bash -c 'sleep 0.2 >/dev/null & echo $!');
        while kill -0 $orphan 2>/dev/null; do read -rt 0.05 <> <(:); done; echo gone";

    assert_eq!(echo.run(script).stdout, b"gone\n");
}
