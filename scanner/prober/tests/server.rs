//! Served programs: how they start, what they respond, how they end.

mod common;

use common::play;
use serde_json::{json, Value};

/// A server that reads a request head and then executes a statement; it does not set
/// `SO_REUSEADDR`, so that a connection that is left in the state TIME-WAIT keeps it from starting
/// again.
fn server(port: &str, statement: &str) -> String {
    format!(
        "import os, socket, sys, time
listener = socket.socket()
listener.bind(('127.0.0.1', int({port})))
listener.listen()
while True:
    connection, _ = listener.accept()
    request = connection.recv(1)
    while not request.endswith(b'\\r\\n\\r\\n'):
        request += connection.recv(1)
    try:
        {statement}
        connection.close()
    except OSError as problem:
        print(problem)
"
    )
}

fn get(path: &str) -> Value {
    json!({"method": "GET", "path": path})
}

fn restart() -> Value {
    json!({"restart": true})
}

fn serve(program: &str, requests: &[Value]) -> Value {
    serve_within(10_000, program, requests)
}

fn serve_within(step_ms: u64, program: &str, requests: &[Value]) -> Value {
    play(json!({
        "files": {"server.py": program},
        "limits": {"stepMs": step_ms, "startMs": 10_000, "totalMs": 60_000},
        "serve": ["python3", "server.py", "$PORT"],
        "requests": requests,
    }))
}

/// The response of a server that executes a statement for each connection.
fn response(statement: &str, request: Value) -> Value {
    response_within(10_000, statement, request)
}

fn response_within(step_ms: u64, statement: &str, request: Value) -> Value {
    let mut report = serve_within(step_ms, &server("sys.argv[1]", statement), &[request]);
    assert_eq!(report["server"]["started"], true, "{report}");
    report["responses"][0].take()
}

fn sends(bytes: &str) -> Value {
    response(&format!("connection.sendall(b'{bytes}')"), get("/"))
}

#[test]
fn a_start_ends_at_its_limit_of_processor_time() {
    let report = play(json!({
        "limits": {"stepMs": 1, "stepCpuMs": 300, "startMs": 60_000, "totalMs": 60_000},
        "serve": ["sh", "-c", "while :; do :; done"],
    }));

    let server = &report["server"];
    assert_eq!((&server["started"], &server["exit"]), (&json!(false), &json!(null)));
    assert!((300..5_000).contains(&server["cpuMs"].as_u64().expect("a time")), "{server}");
    assert!(server["listenedMs"].as_u64().expect("a time") < 60_000, "{server}");
}

#[test]
fn a_program_gets_a_port_in_its_environment_and_its_command() {
    for port in ["os.environ['PORT']", "sys.argv[1]"] {
        let statement =
            "connection.sendall(b'HTTP/1.1 200 OK\\r\\nA: 1\\r\\na: 2\\r\\n\\r\\n' + request)";
        let report = serve(
            &server(port, statement),
            &[json!({"method": "POST", "path": "/a?b=c", "headers": {"X-Name": "v"}, "body": "ü"})],
        );

        assert_eq!(report["server"]["started"], true);
        assert_eq!(report["server"]["exit"], Value::Null);
        let response = &report["responses"][0];
        assert_eq!(response["status"], 200);
        assert_eq!(response["headers"], json!({"a": "1, 2"}));
        let head = response["body"].as_str().expect("text");
        assert!(head.starts_with("POST /a?b=c HTTP/1.1\r\nHost: localhost:"), "{head}");
        assert!(head.contains("\r\nContent-Length: 2\r\n"), "{head}");
        assert!(head.contains("\r\nX-Name: v\r\n"), "{head}");
    }
}

#[test]
fn a_program_that_ignores_the_port_is_found() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("a port").port();
    drop(free);
    let statement = "connection.sendall(b'HTTP/1.0 200 OK\\r\\n\\r\\nx')";
    let report = serve(&server(&port.to_string(), statement), &[get("/"), restart(), get("/")]);

    assert_eq!(report["server"]["port"], port, "{report}");
    assert_eq!(report["responses"][2]["body"], "x");
}

#[test]
fn a_program_that_goes_to_the_background_is_found() {
    let program = server("sys.argv[1]", "connection.sendall(b'HTTP/1.0 204 -\\r\\n\\r\\n')");
    let report = play(json!({
        "files": {"server.py": program},
        "serve": ["sh", "-c", "setsid python3 server.py $PORT & exit 0"],
        "requests": [get("/")],
    }));

    assert_eq!(report["responses"][0]["status"], 204, "{report}");
}

#[test]
fn a_program_that_never_listens_is_stopped() {
    let report = play(json!({
        "limits": {"stepMs": 300, "startMs": 300, "totalMs": 5_000},
        "serve": ["sh", "-c", "echo begun; sleep 4714"],
        "requests": [get("/")],
    }));

    assert_eq!(report["server"]["started"], false);
    assert_eq!(report["server"]["exit"], Value::Null);
    assert_eq!(report["server"]["stdout"], "begun\n");
    assert_eq!(report["responses"], json!([]));
}

#[test]
fn a_program_that_ends_at_once_is_not_waited_for() {
    let report = play(json!({
        "serve": ["sh", "-c", "echo broken >&2; exit 7"],
        "requests": [get("/")],
    }));

    assert_eq!(report["server"]["started"], false);
    assert_eq!(report["server"]["exit"], 7);
    assert_eq!(report["server"]["stderr"], "broken\n");
    assert!(report["server"]["listenedMs"].as_u64().expect("a time") < 5_000);
    let missing = play(json!({"serve": ["no-such-program"]}));
    assert_eq!(missing["server"]["exit"], 127);
}

#[test]
fn a_restart_keeps_the_files() {
    let statement =
        "open('log', 'a').write('x'); connection.sendall(b'HTTP/1.0 200 OK\\r\\n\\r\\n' \
                     + open('log').read().encode() + b' ' + str(os.getpid()).encode())";
    let report = serve(
        &server("sys.argv[1]", statement),
        &[get("/"), get("/"), restart(), get("/"), restart(), get("/")],
    );

    let body = |at: usize| {
        let body = report["responses"][at]["body"].as_str().unwrap_or_default();
        body.split_once(' ').unwrap_or_default()
    };
    assert_eq!(body(1).0, "xx", "{report}");
    assert_eq!(body(3).0, "xxx");
    assert_eq!(body(5).0, "xxxx", "it can listen at the same port again: {report}");
    assert_eq!(body(0).1, body(1).1);
    assert_ne!(body(1).1, body(3).1);
    assert_eq!(report["responses"][2]["restart"], true);
}

#[test]
fn the_first_failure_is_the_last_response() {
    let report = serve(
        &server("sys.argv[1]", "connection.sendall(b'HTTP/1.0 200 OK\\r\\n\\r\\n'); os._exit(4)"),
        &[get("/"), get("/"), get("/")],
    );

    let responses = report["responses"].as_array().expect("responses");
    assert_eq!(responses.len(), 2, "{report}");
    assert_eq!(responses[1]["status"], 0);
    assert_ne!(responses[1]["error"], "");
    assert_eq!(report["server"]["exit"], 4);
}

#[test]
fn a_body_ends_as_its_framing_says() {
    for (bytes, body) in [
        ("HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nabcdef", "abc"),
        ("HTTP/1.0 200 OK\\r\\n\\r\\nabc", "abc"),
        ("HTTP/1.1 200\\n\\nabc", "abc"),
        ("HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\n\\r\\na", "a"),
        (
            "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: Chunked\\r\\n\\r\\n3;x=y\\r\\nabc\\r\\nA\\r\\n\
             0123456789\\r\\n0\\r\\nTrailer: t\\r\\n\\r\\n",
            "abc0123456789",
        ),
        ("HTTP/1.1 204 No Content\\r\\nContent-Length: 3\\r\\n\\r\\n", ""),
        ("HTTP/1.1 304 Not Modified\\r\\nContent-Length: 3\\r\\n\\r\\n", ""),
        ("HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n", ""),
        ("HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n\\xff\\xfe", "\u{fffd}\u{fffd}"),
    ] {
        let response = sends(bytes);
        assert_eq!(response["error"], "", "{bytes}");
        assert_eq!(response["body"], body, "{bytes}");
        assert_eq!(response["truncated"], false, "{bytes}");
    }
}

#[test]
fn a_response_to_head_has_no_body() {
    let statement = "connection.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\n')";
    let response = response(statement, json!({"method": "HEAD", "path": "/"}));

    assert_eq!(response["error"], "");
    assert_eq!(response["headers"]["content-length"], "9");
}

#[test]
fn a_malformed_response_is_an_error() {
    for (bytes, error) in [
        ("SSH-2.0-x\\r\\n", "the response is not HTTP"),
        ("\\x00\\xff\\xfe garbage\\n", "the response is not HTTP"),
        ("HTTP/1.1 abc\\r\\n\\r\\n", "the response is not HTTP"),
        ("HTTP/1.1 99999999999\\r\\n\\r\\n", "the response is not HTTP"),
        ("", "the connection was closed before a whole response"),
        ("HTTP/1.1 200 OK\\r\\nA: b\\r\\n", "the connection was closed before a whole response"),
        (
            "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc",
            "the response ends before its length, after status 200",
        ),
        (
            "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n",
            "the chunks of the response are malformed, after status 200",
        ),
        (
            "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nffffffffffffffff\\r\\nabc",
            "the response ends within a chunk, after status 200",
        ),
    ] {
        let response = sends(bytes);
        assert_eq!(response["error"], error, "{bytes}");
        assert_eq!(response["status"], 0, "{bytes}");
    }
}

#[test]
fn a_slow_response_is_awaited_until_the_limit() {
    let head = "connection.sendall(b'HTTP/1.1 200 OK\\r\\n'); time.sleep(0.3); ";
    let slow = response(&format!("{head}connection.sendall(b'\\r\\nx')"), get("/"));
    assert_eq!(slow["body"], "x");

    let never = response_within(1_000, &format!("{head}time.sleep(60)"), get("/"));
    assert_eq!(never["error"], "no whole response within the time limit");
    let ms = never["ms"].as_u64().expect("a time");
    assert!((900..5_000).contains(&ms), "{ms}");

    let drip = "connection.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n');\
                [(connection.sendall(b'x'), time.sleep(0.01)) for _ in range(6000)]";
    let dripped = response_within(1_000, drip, get("/"));
    assert_eq!(dripped["error"], "no whole response within the time limit, after status 200");
}

#[test]
fn a_long_head_is_an_error_and_many_fields_are_cut() {
    let line =
        response("connection.sendall(b'HTTP/1.1 200 OK\\r\\nA: ' + b'x' * (1 << 20))", get("/"));
    assert_eq!(line["error"], "a line or the head of the response is too long");

    let endless = response(
        "connection.sendall(b'HTTP/1.1 200 OK\\r\\n'); \
         [connection.sendall(b'a: b\\r\\n') for _ in range(1 << 20)]",
        get("/"),
    );
    assert_eq!(endless["error"], "a line or the head of the response is too long");

    let statement =
        "connection.sendall(b'HTTP/1.0 200 OK\\r\\n' + b''.join(b'%d: \\x00\\x01\\x02\\r\\n' \
                     % n for n in range(5000)) + b'\\r\\n')";
    let requests: Vec<Value> = (0..20).map(|_| get("/")).collect();
    let report = serve(&server("sys.argv[1]", statement), &requests);
    assert_eq!(report["responses"].as_array().map(Vec::len), Some(20));
    assert_eq!(report["responses"][19]["truncated"], true);
}

#[test]
fn a_long_body_is_read_and_cut() {
    let statement =
        "connection.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 100000000\\r\\n\\r\\n' + \
                     b'\\xc3\\xbc' * 50000000); print('sent', flush=True)";
    let report = serve(&server("sys.argv[1]", statement), &[get("/"), get("/")]);

    for response in report["responses"].as_array().expect("responses") {
        assert_eq!(response["truncated"], true);
        assert_eq!(response["error"], "");
        assert!(response["body"].as_str().expect("text").starts_with("üüü"));
    }
    assert_eq!(report["server"]["stdout"], "sent\nsent\n");
}

#[test]
fn the_beginning_of_an_endless_body_is_a_response() {
    let statement = "connection.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n'); \
                     [connection.sendall(b'x' * 65536) for _ in iter(int, 1)]";
    let endless = response_within(1_000, statement, get("/"));

    assert_eq!(endless["status"], 200);
    assert_eq!(endless["truncated"], true);
    assert!(endless["ms"].as_u64().expect("a time") < 5_000);
}

#[test]
fn a_response_counts_even_if_the_request_was_not_read() {
    let statement = "connection.sendall(b'HTTP/1.1 413 -\\r\\nContent-Length: 1\\r\\n\\r\\nx')";
    let body = "x".repeat(4 << 20);
    let early = response(statement, json!({"method": "POST", "path": "/", "body": body}));

    assert_eq!(early["status"], 413, "{early}");
    assert_eq!(early["body"], "x");
}

#[test]
fn an_invalid_request_is_not_sent() {
    for request in [
        json!({"method": "GET", "path": "/a b"}),
        json!({"method": "G\r\nT", "path": "/"}),
        json!({"method": "GET", "path": ""}),
        json!({"method": "GET", "path": "/", "headers": {"A B": "c"}}),
    ] {
        let response = response("sys.exit(9)", request);
        assert!(response["error"].as_str().expect("text").starts_with("not sent"), "{response}");
    }
}
