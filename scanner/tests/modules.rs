//! The modules in `src` have no cyclic dependencies. Reads the `crate::` and `super::` paths of
//! their sources; unit tests may use any module.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each file of `src`, without its ending, and the files it uses.
type Dependencies = BTreeMap<String, BTreeSet<String>>;

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The code of a file, without comments and unit tests.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The paths that a file names, with groups such as `crate::{a, b::c}` resolved one level deep.
fn paths_in(code: &str) -> Vec<String> {
    let path = Regex::new(r"\b((?:crate|super)::[\w:]*)(?:\{([^{}]*))?").expect("valid");
    let mut paths = Vec::new();
    for found in path.captures_iter(code) {
        let prefix = &found[1];
        let group = found.get(2).map_or("", |group| group.as_str().trim_end_matches([',', '\n']));
        paths.extend(group.split(',').map(|member| format!("{prefix}{}", member.trim())));
    }
    paths
}

/// The file that a path leads to: it follows the segments as far as they are files.
fn file_of(file: &str, path: &str, files: &BTreeSet<String>) -> String {
    let mut segments = path.split("::");
    let parent = file.rsplit_once('/').map_or("lib", |(parent, _)| parent);
    let mut resolved = if segments.next() == Some("super") { parent } else { "lib" }.to_string();
    for segment in segments {
        let child = child_of(&resolved, segment);
        if !files.contains(&child) {
            break;
        }
        resolved = child;
    }
    resolved
}

fn child_of(file: &str, name: &str) -> String {
    if file == "lib" {
        name.to_string()
    } else {
        format!("{file}/{name}")
    }
}

/// The files whose modules a file declares and uses.
fn used_children(file: &str, code: &str, files: &BTreeSet<String>) -> Vec<String> {
    let segment = Regex::new(r"\b(\w+)::").expect("valid");
    let children = segment.captures_iter(code).map(|found| child_of(file, &found[1]));
    children.filter(|child| files.contains(child)).collect()
}

fn dependencies() -> Dependencies {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    source_files(&source, &mut paths);
    let name = |path: &PathBuf| {
        let relative = path.strip_prefix(&source).expect("below src").with_extension("");
        relative.to_string_lossy().into_owned()
    };
    let files: BTreeSet<String> = paths.iter().map(name).collect();
    let mut dependencies = Dependencies::new();
    for path in &paths {
        let file = name(path);
        let code = code_of(&std::fs::read_to_string(path).expect("text"));
        let mut used: BTreeSet<String> =
            paths_in(&code).iter().map(|path| file_of(&file, path, &files)).collect();
        used.remove(&file);
        if file != "main" {
            used.extend(used_children(&file, &code, &files));
        }
        dependencies.insert(file, used);
    }
    dependencies
}

/// The files that depend on themselves.
fn cyclic(dependencies: &Dependencies) -> Vec<&str> {
    let reaches_itself = |start: &&str| {
        let mut reached = BTreeSet::new();
        let mut open = vec![*start];
        while let Some(file) = open.pop() {
            open.extend(
                dependencies[file].iter().map(String::as_str).filter(|it| reached.insert(*it)),
            );
        }
        reached.contains(start)
    };
    dependencies.keys().map(String::as_str).filter(reaches_itself).collect()
}

#[test]
fn no_module_is_in_a_cycle() {
    let dependencies = dependencies();
    let uses = |file: &str, other: &str| dependencies[file].contains(other);
    assert!(uses("languages", "language") && uses("languages", "sql"), "{dependencies:?}");
    assert!(uses("macros", "macros/state") && uses("macros/scopes", "macros/state"));
    assert!(uses("lib", "rule_set") && !uses("main", "rule_set"));
    assert_eq!(cyclic(&dependencies), Vec::<&str>::new());
}

#[test]
fn a_cycle_is_found() {
    let used = |files: &[&str]| files.iter().map(|file| (*file).to_string()).collect();
    let mut dependencies = Dependencies::new();
    dependencies.insert("a".into(), used(&["b", "c"]));
    dependencies.insert("b".into(), used(&["c"]));
    dependencies.insert("c".into(), used(&[]));
    assert_eq!(cyclic(&dependencies), Vec::<&str>::new());
    dependencies.insert("c".into(), used(&["b"]));
    assert_eq!(cyclic(&dependencies), ["b", "c"]);
}
