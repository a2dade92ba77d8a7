//! `atelier-scan`: the scanner without a JVM. Exit codes: 0 if no finding blocks, 1 if one does, 2
//! for a usage error.

use atelier_scanner::{ReportFormat, RuleSet, ScanReport, ScanRequest};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: atelier-scan [--json | --sarif] [--syntax] [--rules FILE] PATH…

Scans files and folders for unfinished work, merge markers, secrets and the like, honouring
.gitignore; with --syntax also for syntax errors. The exit code is 1 if a finding blocks.
";

/// The rules that are built into this program.
const DEFAULT_RULES: &str = include_str!("../../conf/rules.toml");

/// The parsed command line.
#[derive(Default)]
struct Arguments {
    rules_file: Option<PathBuf>,
    request: ScanRequest,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    parse_arguments(arguments).and_then(|arguments| run(&arguments)).unwrap_or_else(|message| {
        eprintln!("atelier-scan: {message}");
        ExitCode::from(2)
    })
}

fn parse_arguments(arguments: Vec<String>) -> Result<Arguments, String> {
    let mut parsed = Arguments::default();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--json" => parsed.request.format = ReportFormat::Json,
            "--sarif" => parsed.request.format = ReportFormat::Sarif,
            "--syntax" => parsed.request.syntax = true,
            "--rules" => {
                parsed.rules_file = Some(rest.next().ok_or("--rules needs a FILE")?.into());
            }
            "--" => parsed.request.paths.extend(rest.by_ref().map(PathBuf::from)),
            _ if argument.starts_with('-') => {
                return Err(format!("unknown option {argument}\n{USAGE}"))
            }
            _ => parsed.request.paths.push(argument.into()),
        }
    }
    match parsed.request.paths.iter().find(|path| !path.exists()) {
        Some(missing) => Err(format!("{} does not exist", missing.display())),
        None if parsed.request.paths.is_empty() => Err(format!("PATH is missing\n{USAGE}")),
        None => Ok(parsed),
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let rules = match &arguments.rules_file {
        None => RuleSet::parse(DEFAULT_RULES)?,
        Some(file) => {
            let text = std::fs::read_to_string(file);
            RuleSet::parse(&text.map_err(|e| format!("{}: {e}", file.display()))?)?
        }
    };
    let report = ScanReport::create(&arguments.request, &rules);
    // A closed pipe is not an error: `head` stops reading early.
    let _ = std::io::stdout().write_all(report.report.as_bytes());
    for reason in &report.skipped {
        eprintln!("skipped {reason}");
    }
    eprintln!("{} files, {} findings", report.files, report.findings);
    Ok(ExitCode::from(u8::from(report.blocks)))
}
