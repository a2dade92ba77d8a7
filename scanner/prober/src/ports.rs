//! At which ports the program listens.

use crate::process::descendants;
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener};

const LISTEN: &str = "0A";
const STATE_FIELD: usize = 3;
const LOCAL_FIELD: usize = 1;
const INODE_FIELD: usize = 9;

/// Returns a port at which nothing listens.
pub fn free() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Returns the ports at which a process below this one listens. Others are not counted, since the
/// network may be shared with the machine. No connection is made: a simple program may be made for
/// one only.
pub fn listening() -> BTreeSet<u16> {
    let ports: Vec<(u16, String)> = ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .flat_map(|table| table.lines().skip(1).filter_map(port_and_inode).collect::<Vec<_>>())
        .collect();
    if ports.is_empty() {
        return BTreeSet::new();
    }
    let own: BTreeSet<String> = descendants().into_iter().flat_map(sockets).collect();
    ports.into_iter().filter(|(_, inode)| own.contains(inode)).map(|(port, _)| port).collect()
}

/// Reads a line of `/proc/net/tcp` (proc(5)).
fn port_and_inode(line: &str) -> Option<(u16, String)> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    if *fields.get(STATE_FIELD)? != LISTEN {
        return None;
    }
    let (_, port) = fields.get(LOCAL_FIELD)?.rsplit_once(':')?;
    Some((u16::from_str_radix(port, 16).ok()?, (*fields.get(INODE_FIELD)?).to_owned()))
}

/// The inodes of a process's sockets.
fn sockets(id: i32) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(format!("/proc/{id}/fd")) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| std::fs::read_link(entry.path()).ok())
        .filter_map(|link| {
            let inode = link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?;
            Some(inode.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_line_of_the_table() {
        let line = "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  \
                    1000        0 4711 1 0000000000000000 100 0 0 10 0";
        assert_eq!(port_and_inode(line), Some((8080, "4711".to_owned())));
        assert_eq!(port_and_inode(&line.replace(" 0A ", " 01 ")), None);
        assert_eq!(port_and_inode("a line"), None);
    }
}
