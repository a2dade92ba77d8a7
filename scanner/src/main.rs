//! `atelier-scan`: the scanner without a JVM.
use atelier_scanner::{check, Deadline};

fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        println!(
            "{}",
            serde_json::to_string(&check(&path, &text, Deadline::in_ms(1000)).unwrap()).unwrap()
        );
    }
}
