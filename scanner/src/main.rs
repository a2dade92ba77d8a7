//! `atelier-scan`: the scanner without a JVM. Exit code 0: nothing blocks; 1: something does; 2: it
//! was not used as it must be.

use atelier_scanner::{Answer, Form, Request, Rules};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: atelier-scan [--json | --sarif] [--syntax] [--rules FILE] PATH…

Looks for unfinished work, merge markers, secrets and the like in files and folders, honouring
.gitignore; with --syntax for errors of syntax too. Exit code 1 where a finding blocks.
";

/// The rules that this program was built with.
const SHIPPED: &str = include_str!("../../conf/rules.toml");

/// What the command line asks for.
#[derive(Default)]
struct Order {
    rules: Option<PathBuf>,
    request: Request,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|one| one == "--help" || one == "-h") {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    order(arguments).and_then(|order| obey(&order)).unwrap_or_else(|why| {
        eprintln!("atelier-scan: {why}");
        ExitCode::from(2)
    })
}

fn order(arguments: Vec<String>) -> Result<Order, String> {
    let mut order = Order::default();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--json" => order.request.form = Form::Json,
            "--sarif" => order.request.form = Form::Sarif,
            "--syntax" => order.request.syntax = true,
            "--rules" => order.rules = Some(rest.next().ok_or("--rules needs a FILE")?.into()),
            "--" => order.request.paths.extend(rest.by_ref().map(PathBuf::from)),
            _ if argument.starts_with('-') => {
                return Err(format!("there is no option {argument}\n{USAGE}"))
            }
            _ => order.request.paths.push(argument.into()),
        }
    }
    match order.request.paths.iter().find(|path| !path.exists()) {
        Some(missing) => Err(format!("there is no {}", missing.display())),
        None if order.request.paths.is_empty() => Err(format!("no PATH is given\n{USAGE}")),
        None => Ok(order),
    }
}

fn obey(order: &Order) -> Result<ExitCode, String> {
    let rules = match &order.rules {
        None => Rules::read(SHIPPED)?,
        Some(file) => {
            let text = std::fs::read_to_string(file);
            Rules::read(&text.map_err(|e| format!("{}: {e}", file.display()))?)?
        }
    };
    let answer = Answer::to(&order.request, &rules);
    // Whoever reads may have read enough.
    let _ = std::io::stdout().write_all(answer.report.as_bytes());
    for why in &answer.skipped {
        eprintln!("passed over {why}");
    }
    eprintln!("{} files, {} findings", answer.files, answer.findings);
    Ok(ExitCode::from(u8::from(answer.blocks)))
}
