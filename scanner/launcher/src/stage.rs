//! Folders for a job that bubblewrap cannot make by itself: an overlay, which the job reads and
//! writes while its source stays as it is, and folders that only root can enter. They are in a
//! tmpfs on an empty folder, the stage, which this process and what it starts alone see.
//!
//! | in the stage | what it is |
//! |---|---|
//! | `NAME` | what bubblewrap binds |
//! | `NAME-lower` | the source of an overlay |
//! | `NAME-upper`, `NAME-work` | what the job writes into it; both take space of the tmpfs |
//! | `empty` | an empty folder, by which the space that is used can be seen |

use crate::mounts::{self, OverlayFolders};
use crate::options::Options;
use crate::system;
use std::ffi::OsStr;
use std::fs;
use std::io::Error;
use std::os::unix::fs::chown;
use std::path::Path;

/// What is to be made.
pub struct Stage<'a> {
    folder: &'a Path,
    bytes: u64,
    files: u64,
    binds: Vec<(&'a str, &'a Path)>,
    overlays: Vec<(&'a str, &'a Path)>,
}

/// The options that describe it.
pub const OPTIONS: [(&str, usize); 5] = [
    ("--stage", 1),
    ("--stage-bytes", 1),
    ("--stage-files", 1),
    ("--stage-bind", 2),
    ("--stage-overlay", 2),
];

impl<'a> Stage<'a> {
    /// Reads the options; nothing without a stage.
    pub fn parse(options: &'a Options) -> Result<Option<Self>, String> {
        let Some(folder) = options.all("--stage").last() else { return Ok(None) };
        let number = |name| options.number(name)?.ok_or_else(|| format!("no {name}"));
        Ok(Some(Self {
            folder: Path::new(folder),
            bytes: number("--stage-bytes")?,
            files: number("--stage-files")?,
            binds: pairs(&options.all("--stage-bind").collect::<Vec<_>>())?,
            overlays: pairs(&options.all("--stage-overlay").collect::<Vec<_>>())?,
        }))
    }

    /// Makes everything with the rights that this process has, for a job of another user; false if
    /// it may not mount.
    pub fn make(&self, user: Option<u32>) -> Result<bool, String> {
        if mounts::leave_mounts_of_host().is_err() {
            return Ok(false);
        }
        self.mount(user).map(|()| true)
    }

    /// Makes everything in a namespace of users, in which every process may mount.
    pub fn make_in_own_namespace(&self) -> Result<(), String> {
        enter_namespace().map_err(|e| format!("no namespace for an overlay: {e}"))?;
        self.mount(None)
    }

    fn mount(&self, user: Option<u32>) -> Result<(), String> {
        mounts::mount_memory(self.folder.as_os_str(), self.bytes, self.files)
            .map_err(|e| problem(self.folder, &e))?;
        // The options of an overlay give a meaning to some characters, and folders have any names.
        let before = std::env::current_dir().map_err(|e| problem(self.folder, &e))?;
        std::env::set_current_dir(self.folder).map_err(|e| problem(self.folder, &e))?;
        fs::create_dir("empty").map_err(|e| problem(self.folder, &e))?;
        for (name, source) in &self.binds {
            bind(name, source).map_err(|e| problem(source, &e))?;
        }
        for (name, source) in &self.overlays {
            overlay(name, source, user).map_err(|e| problem(source, &e))?;
        }
        std::env::set_current_dir(&before).map_err(|e| problem(&before, &e))
    }
}

fn bind(name: &str, source: &Path) -> std::io::Result<()> {
    if source.is_dir() {
        fs::create_dir(name)?;
    } else {
        fs::File::create(name)?;
    }
    mounts::show_folder(source.as_os_str(), OsStr::new(name))
}

fn overlay(name: &str, source: &Path, user: Option<u32>) -> std::io::Result<()> {
    let lower = format!("{name}-lower");
    let upper = format!("{name}-upper");
    let work = format!("{name}-work");
    bind(&lower, source)?;
    for folder in [name, &upper, &work] {
        fs::create_dir(folder)?;
    }
    if let Some(user) = user {
        chown(&upper, Some(user), Some(user))?;
    }
    mounts::mount_overlay(&OverlayFolders {
        lower: &lower,
        upper: &upper,
        work: &work,
        merged: name,
        attributes_of_root: is_root_of_host(),
    })
}

fn problem(path: &Path, error: &Error) -> String {
    format!("{} cannot be shown: {error}", path.display())
}

/// The names and sources of an option. A name is a number, so that it leads nowhere else.
fn pairs<'a>(values: &[&'a OsStr]) -> Result<Vec<(&'a str, &'a Path)>, String> {
    values
        .chunks_exact(2)
        .map(|pair| {
            let name = pair[0].to_str().filter(|name| name.parse::<u16>().is_ok());
            let source = Path::new(pair[1]);
            match name {
                Some(name) if source.is_absolute() => Ok((name, source)),
                _ => Err(format!("{pair:?} is no number and path of a folder")),
            }
        })
        .collect()
}

/// Enters namespaces of users and of mounts, as the same user and group.
fn enter_namespace() -> std::io::Result<()> {
    let (user, group) = system::user_and_group();
    mounts::leave_users_and_mounts_of_host()?;
    fs::write("/proc/self/setgroups", "deny")?;
    fs::write("/proc/self/uid_map", format!("{user} {user} 1"))?;
    fs::write("/proc/self/gid_map", format!("{group} {group} 1"))
}

/// Whether this process is root, and not only in a namespace of users: only then a file system in
/// memory has the attributes in which an overlay keeps what was deleted, before Linux 6.6.
fn is_root_of_host() -> bool {
    system::user_and_group().0 == 0
        && fs::read_to_string("/proc/self/uid_map").is_ok_and(|map| maps_everybody(&map))
}

fn maps_everybody(map: &str) -> bool {
    map.split_whitespace().eq(["0", "0", "4294967295"])
}

#[cfg(test)]
mod tests {
    use super::{maps_everybody, pairs, Stage, OPTIONS};
    use crate::options::Options;
    use std::ffi::{OsStr, OsString};
    use std::path::Path;

    fn options(words: &str) -> Options {
        Options::parse(words.split(' ').map(OsString::from).collect(), &OPTIONS).expect("options")
    }

    #[test]
    fn reads_what_is_to_be_made() {
        let words = options(
            "--stage /s --stage-bytes 9 --stage-files 8 \
             --stage-bind 0 /a --stage-overlay 1 /b -- x",
        );

        let stage = Stage::parse(&words).expect("valid").expect("a stage");

        assert_eq!((stage.folder, stage.bytes, stage.files), (Path::new("/s"), 9, 8));
        assert_eq!(stage.binds, [("0", Path::new("/a"))]);
        assert_eq!(stage.overlays, [("1", Path::new("/b"))]);
    }

    #[test]
    fn is_nothing_without_its_folder_and_wrong_without_a_size() {
        assert!(Stage::parse(&options("-- x")).expect("valid").is_none());
        assert!(Stage::parse(&options("--stage /s --stage-files 1 -- x")).is_err());
    }

    #[test]
    fn names_are_numbers_and_sources_absolute() {
        for [name, source] in [["..", "/a"], ["a", "/a"], ["0/..", "/a"], ["", "/a"], ["0", "a"]] {
            assert!(pairs(&[OsStr::new(name), OsStr::new(source)]).is_err(), "{name} {source}");
        }
    }

    #[test]
    fn only_the_first_namespace_maps_everybody() {
        assert!(maps_everybody("         0          0 4294967295\n"));
        assert!(!maps_everybody("         0       1000          1\n"));
        assert!(!maps_everybody("0 0 1\n1 100000 65536\n"));
        assert!(!maps_everybody(""));
    }
}
