//! Forwards connections, with two threads for each: package managers open few.

use std::io::{copy, Result};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Further connections wait until others have ended.
const MAX_CONNECTIONS: usize = 64;
const STACK_BYTES: usize = 128 << 10;

/// If descriptors or threads are used up, others must end first.
const PAUSE: Duration = Duration::from_millis(50);

/// How many connections there are.
#[derive(Default)]
struct Count {
    number: Mutex<usize>,
    lower: Condvar,
}

impl Count {
    fn enter(self: &Arc<Count>) -> Place {
        let mut number = self.number.lock().unwrap_or_else(PoisonError::into_inner);
        while *number >= MAX_CONNECTIONS {
            number = self.lower.wait(number).unwrap_or_else(PoisonError::into_inner);
        }
        *number += 1;
        Place(Arc::clone(self))
    }
}

/// A connection that is counted as long as this value exists.
struct Place(Arc<Count>);

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.number.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.lower.notify_one();
    }
}

/// Accepts connections in a thread of its own, until the process ends.
pub fn start(listener: TcpListener, socket: PathBuf) -> Result<()> {
    thread(move || accept(&listener, &Arc::from(socket))).map(drop)
}

fn thread(work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    Builder::new().stack_size(STACK_BYTES).spawn(work)
}

fn accept(listener: &TcpListener, socket: &Arc<Path>) {
    let count = Arc::new(Count::default());
    loop {
        let place = count.enter();
        let Ok((client, _)) = listener.accept() else {
            std::thread::sleep(PAUSE);
            continue;
        };
        let socket = Arc::clone(socket);
        // Without a thread the connection is closed, which the client reports.
        let _ = thread(move || {
            let _ = forward(client, &socket);
            drop(place);
        });
    }
}

fn forward(client: TcpStream, socket: &Path) -> Result<()> {
    let proxy = UnixStream::connect(socket)?;
    let (mut from_client, mut to_proxy) = (client.try_clone()?, proxy.try_clone()?);
    let up = thread(move || {
        let ended = copy(&mut from_client, &mut to_proxy);
        let _ = to_proxy.shutdown(how(&ended));
        let _ = from_client.shutdown(if ended.is_ok() { Shutdown::Read } else { Shutdown::Both });
    })?;
    let (mut from_proxy, mut to_client) = (proxy, client);
    let ended = copy(&mut from_proxy, &mut to_client);
    // A proxy that has closed reads nothing any more: the client need not send.
    let _ = to_client.shutdown(Shutdown::Both);
    let _ = from_proxy.shutdown(Shutdown::Both);
    let _ = up.join();
    ended.map(drop)
}

/// An end is passed on as an end: the other direction may still be open.
fn how(ended: &Result<u64>) -> Shutdown {
    if ended.is_ok() {
        Shutdown::Write
    } else {
        Shutdown::Both
    }
}
