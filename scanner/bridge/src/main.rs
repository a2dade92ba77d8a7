//! Leads package managers in the sandbox, which has no network, to the proxy of registries outside:
//! listens on a port of the loopback address, then runs a command, and forwards each connection to
//! a Unix socket. `atelier-bridge [--socket PATH] [--port NUMBER] COMMAND…` exits as the command
//! does. It understands nothing of what it forwards: what may pass is decided outside.

mod forward;
mod options;
mod system;

use options::Options;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};

/// The exit code if the bridge itself failed.
const EXIT_FAILED: i32 = 125;
const EXIT_NOT_EXECUTABLE: i32 = 126;
const EXIT_NOT_FOUND: i32 = 127;
const SIGNAL_BASE: i32 = 128;

fn main() {
    std::process::exit(run().unwrap_or_else(|problem| {
        eprintln!("atelier-bridge: {problem}");
        EXIT_FAILED
    }));
}

fn run() -> Result<i32, String> {
    let options = Options::parse(std::env::args_os().skip(1))?;
    system::prepare();
    // Before the command starts: it may connect at once.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
        .map_err(|e| format!("port {}: {e}", options.port))?;
    forward::start(listener, options.socket).map_err(|e| format!("the first thread: {e}"))?;
    let child = match Command::new(&options.command[0]).args(&options.command[1..]).spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("{}: {error}", options.command[0].to_string_lossy());
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            return Ok(if missing { EXIT_NOT_FOUND } else { EXIT_NOT_EXECUTABLE });
        }
    };
    let id = i32::try_from(child.id()).map_err(|e| e.to_string())?;
    system::pass_signals_to(id);
    system::wait_for(id).map(exit_code).map_err(|e| format!("waiting: {e}"))
}

/// As a shell does.
fn exit_code(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| SIGNAL_BASE + status.signal().unwrap_or_default())
}
