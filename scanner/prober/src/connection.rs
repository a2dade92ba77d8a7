//! A connection with a deadline.

use crate::process::Deadline;
use crate::system;
use std::io::{Error, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};

const CLOSE_MS: u64 = 100;
const TIMED_OUT: &str = "no whole response within the time limit";

/// Says why a response could not be read.
pub fn failure(problem: &Error) -> String {
    if problem.kind() == ErrorKind::TimedOut {
        TIMED_OUT.to_owned()
    } else {
        format!("the response broke off: {problem}")
    }
}

/// A connection whose reads and writes fail with `TimedOut` after the deadline.
pub struct Timed {
    stream: TcpStream,
    deadline: Deadline,
}

impl Timed {
    /// Connects to a port of this machine.
    pub fn open(port: u16, deadline: Deadline) -> Result<Self, String> {
        [
            SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            SocketAddr::from((Ipv6Addr::LOCALHOST, port)),
        ]
        .iter()
        .find_map(|address| TcpStream::connect_timeout(address, deadline.left()).ok())
        .map(|stream| Timed { stream, deadline })
        .ok_or("no connection: nothing listens any more".to_owned())
    }

    /// Waits until the program closes the connection, as it was asked to, and resets it then.
    pub fn close(mut self) {
        self.deadline = Deadline::after_ms(CLOSE_MS);
        let mut rest = [0_u8; 1_024];
        if let Ok(0) = self.read(&mut rest) {
            system::reset_on_close(&self.stream);
        }
    }

    fn in_time<T>(&self, result: std::io::Result<T>) -> std::io::Result<T> {
        match result {
            Err(e) if e.kind() == ErrorKind::WouldBlock => Err(ErrorKind::TimedOut.into()),
            Ok(_) if self.deadline.passed() => Err(ErrorKind::TimedOut.into()),
            other => other,
        }
    }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.stream.set_read_timeout(Some(self.deadline.left()))?;
        match self.stream.read(buffer) {
            // A program that closes without having read everything resets the connection.
            Err(e) if e.kind() == ErrorKind::ConnectionReset => Ok(0),
            other => self.in_time(other),
        }
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.stream.set_write_timeout(Some(self.deadline.left()))?;
        let result = self.stream.write(bytes);
        self.in_time(result)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.stream.flush()
    }
}
