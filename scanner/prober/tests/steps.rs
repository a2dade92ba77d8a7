//! Commands that end, do not end, print too much and leave processes behind.

mod common;

use common::{play, play_in, prober, report, run, unprivileged_prober, with_limits, Folder};
use serde_json::{json, Value};
use std::os::unix::fs::symlink;

fn sh(script: &str) -> Value {
    json!({"command": ["sh", "-c", script]})
}

#[test]
fn reports_how_a_command_ended() {
    let report = play(json!({"steps": [
        {"command": ["sh", "-c", "cat; echo no >&2; exit 3"], "stdin": "ü\n"},
        sh("kill -9 $$"),
        {"command": ["no-such-program"]},
        {"command": ["/etc/passwd"]},
        sh("cat"),
    ]}));

    let steps = &report["steps"];
    assert_eq!(steps[0]["exit"], 3);
    assert_eq!(steps[0]["signal"], Value::Null);
    assert_eq!(steps[0]["stdout"], "ü\n");
    assert_eq!(steps[0]["stderr"], "no\n");
    assert_eq!(steps[0]["truncated"], false);
    assert_eq!(steps[1]["exit"], Value::Null);
    assert_eq!(steps[1]["signal"], 9);
    assert_eq!(steps[2]["exit"], 127);
    assert_eq!(steps[2]["notFound"], true);
    assert_eq!(steps[3]["exit"], 126);
    assert_eq!(steps[3]["notFound"], false);
    assert_eq!(steps[4]["exit"], 0, "an empty input");
    assert_eq!(report["server"], Value::Null);
}

#[test]
fn a_step_sees_the_files_of_the_plan_and_of_earlier_steps() {
    let report = play(json!({
        "files": {"in/a.txt": "a\n", "run": "#!/bin/sh\ncat in/a.txt more\n"},
        "environment": {"NAME": "value"},
        "steps": [
            {"command": ["sh", "-c", "echo $NAME > more"], "readFiles": ["more", "in", "none"]},
            {"command": ["./run"]},
        ],
    }));

    assert_eq!(report["steps"][0]["files"], json!({"in": null, "more": "value\n", "none": null}));
    assert_eq!(report["steps"][1]["stdout"], "a\nvalue\n");
}

#[test]
fn a_step_is_stopped_at_its_limit_and_the_rest_at_the_total() {
    let report = play(json!({
        "limits": {"stepMs": 300, "startMs": 300, "totalMs": 500},
        "steps": [
            sh("echo begun; trap 'echo asked; exit 5' TERM; while :; do sleep 0.01; done"),
            sh("trap '' TERM; while :; do sleep 0.01; done"),
            sh("echo never"),
        ],
    }));

    let steps = report["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 2);
    for step in steps {
        assert_eq!(step["timedOut"], true);
        assert_eq!((&step["exit"], &step["signal"]), (&Value::Null, &Value::Null));
    }
    assert_eq!(steps[0]["stdout"], "begun\nasked\n");
}

#[test]
fn a_step_is_stopped_at_its_limit_of_processor_time() {
    let report = play(json!({
        "limits": {"stepMs": 60_000, "stepCpuMs": 300, "startMs": 1, "totalMs": 90_000},
        "steps": [
            sh("sleep 0.5"),
            sh("while :; do :; done"),
            sh("while :; do /bin/true; done"),
            sh("sleep 0.1; echo next"),
        ],
    }));

    let steps = report["steps"].as_array().expect("steps");
    let used: Vec<_> = steps.iter().map(|step| step["cpuMs"].as_u64().expect("a time")).collect();
    assert_eq!((&steps[0]["timedOut"], &steps[0]["exit"]), (&json!(false), &json!(0)));
    assert!(used[0] < 300, "{used:?}");
    for stopped in [1, 2] {
        assert_eq!(steps[stopped]["timedOut"], true);
        assert!((300..5_000).contains(&used[stopped]), "{used:?}");
    }
    assert_eq!((&steps[3]["timedOut"], &steps[3]["stdout"]), (&json!(false), &json!("next\n")));
    assert!(used[3] < 300, "{used:?}");
}

#[test]
fn a_flood_of_output_is_read_and_cut() {
    let report = play(json!({"steps": [
        sh("head -c 3000000000 /dev/zero; head -c 100000000 /dev/zero | tr '\\0' '\"' >&2"),
        sh("echo after"),
        {"command": ["sh", "-c", "head -c 100000000 /dev/zero > big"], "readFiles": ["big"]},
    ]}));

    let steps = &report["steps"];
    assert_eq!(steps[0]["exit"], 0);
    assert_eq!(steps[0]["truncated"], true);
    assert!(steps[0]["stdout"].as_str().expect("text").starts_with("\0\0\0"));
    assert!(steps[0]["stderr"].as_str().expect("text").starts_with("\"\"\""));
    assert_eq!(steps[1]["stdout"], "after\n");
    assert_eq!(steps[2]["truncated"], true);
    assert!(steps[2]["files"]["big"].as_str().expect("text").len() > 1_000);
}

#[test]
fn a_large_input_is_written_or_left() {
    let stdin = "x".repeat(1 << 20);
    let report = play(json!({"steps": [
        {"command": ["wc", "-c"], "stdin": stdin},
        {"command": ["true"], "stdin": stdin},
    ]}));

    assert_eq!(report["steps"][0]["stdout"].as_str().map(str::trim), Some("1048576"));
    assert_eq!(report["steps"][1]["exit"], 0);
}

#[test]
fn daemons_end_with_their_step() {
    let folder = Folder::create();
    let daemons = "for i in 1 2 3; do (setsid sh -c 'while :; do date >> alive; sleep 0.01; done' \
                   </dev/null & ) ; done; setsid sleep 4713 & echo started; until [ -s alive ]; do \
                   sleep 0.01; done";
    let report = play_in(
        &folder.0,
        json!({"steps": [
            sh(daemons),
            sh("wc -c < alive; sleep 0.3; wc -c < alive"),
        ]}),
    );

    assert_eq!(report["steps"][0]["exit"], 0);
    assert_eq!(report["steps"][0]["stdout"], "started\n");
    assert!(report["steps"][0]["ms"].as_u64().expect("a time") < 5_000);
    let sizes = report["steps"][1]["stdout"].as_str().expect("text");
    let sizes: Vec<&str> = sizes.split_whitespace().collect();
    assert_eq!(sizes[0], sizes[1]);
}

#[test]
fn a_program_cannot_write_to_the_report_nor_read_the_plan() {
    let folder = Folder::create();
    let script = "for fd in /proc/$PPID/fd/*; do echo found $fd; done; \
                  for n in 0 1 2 3 4 5 6 7 8 9; do \
                  echo forged > /proc/$PPID/fd/$n && echo written $n; \
                  head -c 1 /proc/$PPID/fd/$n && echo read $n; done; \
                  head -c 1 /proc/$PPID/mem && echo memory; ls -l /proc/self/fd; true";
    let plan = with_limits(json!({"steps": [sh(script)]}));
    let output = run(&mut unprivileged_prober(&folder.0), plan.to_string().as_bytes(), &folder.0);

    assert!(!String::from_utf8_lossy(&output.stdout).starts_with("forged"));
    let step = &report(&output)["steps"][0];
    let printed = step["stdout"].as_str().expect("text");
    for word in ["written", "read", "memory"] {
        assert!(!printed.contains(word), "{printed}");
    }
    assert!(printed.contains("found /proc/") && printed.contains("fd/*\n"), "{printed}");
    // Its own streams, and the folder that ls reads.
    assert_eq!(printed.matches(" -> ").count(), 4, "{printed}");
}

#[test]
fn a_limit_may_be_of_any_length() {
    let limits = json!({"stepMs": u64::MAX, "startMs": u64::MAX, "totalMs": u64::MAX});
    let report = play(json!({"limits": limits, "steps": [sh("exit 3")]}));

    assert_eq!(report["steps"][0]["exit"], 3);
}

#[test]
fn only_plain_files_in_the_folder_are_read() {
    let folder = Folder::create();
    std::fs::write(folder.0.join("plain"), "content").expect("a file");
    symlink("plain", folder.0.join("inside")).expect("a link");
    symlink("/etc/passwd", folder.0.join("outside")).expect("a link");
    symlink("/proc", folder.0.join("folder")).expect("a link");
    let paths = ["plain", "inside", "outside", "folder/self/status", "pipe", "../x", "/etc/passwd"];
    let report =
        play_in(&folder.0, json!({"steps": [{"command": ["mkfifo", "pipe"], "readFiles": paths}]}));

    let files = report["steps"][0]["files"].as_object().expect("files");
    assert_eq!(files["plain"], "content");
    assert_eq!(files["inside"], "content");
    assert_eq!(files.values().filter(|content| content.is_null()).count(), 5);
}

#[test]
fn a_wrong_plan_gives_no_report() {
    let folder = Folder::create();
    let limits = r#""limits":{"stepMs":1,"startMs":1,"totalMs":1}"#;
    let many = format!("[{}]", vec![r#"{"command":["true"]}"#; 300].join(","));
    for (plan, problem) in [
        (String::new(), "the plan is invalid"),
        ("{}".to_owned(), "limits"),
        (format!(r#"{{{limits},"expected":1}}"#), "unknown field"),
        (format!(r#"{{{limits},"steps":[{{"command":[]}}]}}"#), "no command"),
        (format!(r#"{{{limits},"files":{{"../x":""}}}}"#), "../x is not a path"),
        (format!(r#"{{{limits},"files":{{"/x":""}}}}"#), "/x is not a path"),
        (format!(r#"{{{limits},"files":{{"":""}}}}"#), "is not a path"),
        (format!(r#"{{{limits},"steps":{many}}}"#), "more than 256"),
    ] {
        let output = run(&mut prober(), plan.as_bytes(), &folder.0);

        assert_eq!(output.status.code(), Some(64), "{plan}");
        assert_eq!(output.stdout, b"", "{plan}");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains(problem), "{plan}: {errors}");
    }
}
