//! Expenses, kept in a JSON file.

use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expense {
    pub amount: f64,
    pub note: String,
}

/// Reads the expenses of a file; none if it does not exist.
pub fn load(file: &Path) -> io::Result<Vec<Expense>> {
    if !file.exists() {
        return Ok(Vec::new());
    }
    Ok(serde_json::from_str(&fs::read_to_string(file)?)?)
}

pub fn save(file: &Path, expenses: &[Expense]) -> io::Result<()> {
    fs::write(file, serde_json::to_string_pretty(expenses)?)
}

pub fn total(expenses: &[Expense]) -> f64 {
    expenses.iter().map(|expense| expense.amount).sum()
}
