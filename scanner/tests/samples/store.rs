use std::collections::HashMap;

/// Keeps todos.
#[derive(Default)]
pub struct Store {
    items: HashMap<u32, String>,
}

impl Store {
    pub fn add(&mut self, title: impl Into<String>) -> Option<u32> {
        let id = u32::try_from(self.items.len()).ok()?;
        self.items.insert(id, title.into());
        println!("{id:?}");
        Some(id)
    }
}
