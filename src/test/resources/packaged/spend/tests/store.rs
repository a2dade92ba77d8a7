use spend::{load, save, total, Expense};
use std::env;
use std::fs;

fn expense(amount: f64, note: &str) -> Expense {
    Expense { amount, note: note.to_string() }
}

#[test]
fn saves_and_loads() {
    let file = env::temp_dir().join(format!("spend-{}.json", std::process::id()));
    let kept = vec![expense(3.5, "tea"), expense(2.0, "bus")];
    save(&file, &kept).unwrap();
    assert_eq!(load(&file).unwrap(), kept);
    fs::remove_file(&file).unwrap();
    assert!(load(&file).unwrap().is_empty());
}

#[test]
fn sums_amounts() {
    assert_eq!(total(&[expense(3.5, "tea"), expense(2.25, "bus")]), 5.75);
    assert_eq!(total(&[]), 0.0);
}
