//! Gives a job a user of its own outside of the sandbox, if an ordinary user starts it: a
//! subordinate user, subuid(5). This process enters a user namespace that contains the subordinate
//! user and group alone. Only newuidmap(1) and newgidmap(1) may connect these with the namespace,
//! and only from outside of it: a child that stays outside runs them.

use crate::system;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};

/// The user and the group that a job has.
#[derive(Clone, Copy)]
pub struct Subordinate {
    user: u32,
    group: u32,
}

impl Subordinate {
    /// Reads the numbers of a user and a group: the values of an option, of which there are none or
    /// two.
    pub fn parse(values: &[&std::ffi::OsStr]) -> Result<Option<Self>, String> {
        let number = |value: &std::ffi::OsStr| {
            let text = value.to_string_lossy();
            // Neither root, nor the number that means "unchanged".
            text.parse::<u32>()
                .ok()
                .filter(|id| (1..u32::MAX).contains(id))
                .ok_or_else(|| format!("{text} is no subordinate user or group"))
        };
        match values {
            [] => Ok(None),
            [user, group] => Ok(Some(Self { user: number(user)?, group: number(group)? })),
            _ => Err("more than one subordinate user".into()),
        }
    }

    /// Enters the namespace, with all rights in it, and still as the user that started this
    /// process: files of that user can be reached.
    pub fn enter_namespace(self) -> Result<(), String> {
        let (waiting, mut entering) =
            UnixStream::pair().map_err(|e| format!("no pipe to a child: {e}"))?;
        let own = std::process::id().to_string();
        let child = system::fork().map_err(|e| format!("no child: {e}"))?;
        if child == 0 {
            drop(entering);
            std::process::exit(self.map(waiting, &own));
        }
        let entered = system::enter_new_users();
        if entered.is_ok() {
            // Fails only if the child has ended, which its exit code says.
            let _ = entering.write_all(&[1]);
        }
        drop(entering);
        let code = system::wait(child);
        entered.map_err(|e| format!("no namespace of users: {e}"))?;
        match code {
            Ok(0) => Ok(()),
            _ => Err(format!("newuidmap or newgidmap refuses user {}", self.user)),
        }
    }

    /// Becomes the subordinate user, without the groups and the files of the user before.
    pub fn become_it(self) -> Result<(), String> {
        system::become_user(self.user, self.group).map_err(|e| format!("user {}: {e}", self.user))
    }

    /// In the child, as soon as the process is in the namespace.
    fn map(self, mut waiting: UnixStream, process: &str) -> i32 {
        // The end without a byte: there is no namespace.
        if waiting.read_exact(&mut [0]).is_err() {
            return 1;
        }
        let mapped = run("newuidmap", process, self.user) && run("newgidmap", process, self.group);
        i32::from(!mapped)
    }
}

fn run(program: &str, process: &str, id: u32) -> bool {
    let id = id.to_string();
    Command::new(program)
        .args([process, &id, &id, "1"])
        .stdin(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::Subordinate;
    use std::ffi::OsStr;

    fn parse(values: &[&str]) -> Result<Option<(u32, u32)>, String> {
        let values: Vec<_> = values.iter().map(OsStr::new).collect();
        let parsed = Subordinate::parse(&values)?;
        Ok(parsed.map(|subordinate| (subordinate.user, subordinate.group)))
    }

    #[test]
    fn reads_a_user_and_a_group() {
        assert_eq!(parse(&[]), Ok(None));
        assert_eq!(parse(&["165535", "200000"]), Ok(Some((165_535, 200_000))));
    }

    #[test]
    fn is_never_root_and_never_without_meaning() {
        for wrong in ["0", "-1", "4294967295", "x", ""] {
            assert!(parse(&[wrong, "1"]).is_err(), "{wrong}");
            assert!(parse(&["1", wrong]).is_err(), "{wrong}");
        }
        assert!(parse(&["1", "1", "2", "2"]).is_err());
    }
}
