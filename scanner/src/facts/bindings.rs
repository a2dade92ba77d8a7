//! The names that a file binds: which of them always mean one import.

use std::collections::HashMap;

/// What an imported name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A module.
    Module(String),
    /// A name in a module.
    Name(String, String),
}

/// Bound names, in all scopes of a file together: a name that is bound to anything else somewhere
/// is not followed anywhere.
#[derive(Default)]
pub(crate) struct Bindings(HashMap<String, Option<Target>>);

impl Bindings {
    /// Adds an import. Two imports of the same thing are one.
    pub(crate) fn import(&mut self, name: &str, target: Target) {
        let is_other = self.0.get(name).is_some_and(|known| known.as_ref() != Some(&target));
        self.0.insert(name.to_string(), if is_other { None } else { Some(target) });
    }

    /// Adds any other binding.
    pub(crate) fn bind(&mut self, name: &str) {
        self.0.insert(name.to_string(), None);
    }

    /// What a name means if it always means one import.
    pub(crate) fn target(&self, name: &str) -> Option<&Target> {
        self.0.get(name)?.as_ref()
    }

    /// Whether the file binds a name, to whatever.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}
