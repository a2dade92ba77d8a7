//! One HTTP/1.1 request over loopback (RFC 9112), without TLS, redirects and reuse of connections.

use crate::connection::{failure, Timed};
use crate::plan::Request;
use crate::process::Deadline;
use crate::report::ResponseReport;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};

const MAX_HEAD_BYTES: u64 = 64 << 10;
const MAX_LINE_BYTES: u64 = 4 << 10;
const MAX_INTERIM: usize = 8;

/// Sends a request and reads its response.
pub fn send(port: u16, request: &Request, deadline: Deadline, max_bytes: usize) -> ResponseReport {
    exchange(port, request, deadline, max_bytes)
        .unwrap_or_else(|error| ResponseReport { error, ..ResponseReport::default() })
}

fn exchange(
    port: u16,
    request: &Request,
    deadline: Deadline,
    max_bytes: usize,
) -> Result<ResponseReport, String> {
    let head = request_head(port, request)?;
    let mut connection = BufReader::new(Timed::open(port, deadline)?);
    let sent = connection.get_mut().write_all(head.as_bytes()).and_then(|()| {
        connection.get_mut().write_all(request.body.as_deref().unwrap_or("").as_bytes())
    });
    // A program may respond and close before it has read everything: its response counts.
    let mut report = response_head(&mut connection).map_err(|problem| match sent {
        Err(e) if e.kind() != ErrorKind::TimedOut => format!("the request was not sent: {e}"),
        _ => problem,
    })?;
    let mut body = Body { kept: Vec::new(), max_bytes, truncated: false };
    match read_body(&mut connection, request, &report, &mut body) {
        // What is kept is complete; the rest, which may be endless, changes nothing.
        Err(_) if body.truncated => {}
        Err(problem) => return Err(format!("{problem}, after status {}", report.status)),
        Ok(()) => connection.into_inner().close(),
    }
    report.truncated = body.truncated;
    report.body = String::from_utf8_lossy(&body.kept).into_owned();
    Ok(report)
}

fn request_head(port: u16, request: &Request) -> Result<String, String> {
    let Request { method, path, headers, body, .. } = request;
    let visible = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
    if !visible(method) || !visible(path) || !headers.keys().all(|name| visible(name)) {
        return Err(
            "not sent: the method, the path or a header name has a character that HTTP does \
                    not allow there"
                .to_owned(),
        );
    }
    let given = |name: &str| headers.keys().any(|key| key.eq_ignore_ascii_case(name));
    let mut lines = vec![format!("{method} {path} HTTP/1.1")];
    if !given("host") {
        lines.push(format!("Host: localhost:{port}"));
    }
    let expects_body = ["POST", "PUT", "PATCH"].contains(&method.as_str());
    if !given("content-length") && (body.is_some() || expects_body) {
        lines.push(format!("Content-Length: {}", body.as_deref().map_or(0, str::len)));
    }
    let others = headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("connection"));
    lines.extend(
        others.map(|(name, value)| format!("{name}: {}", value.replace(['\r', '\n', '\0'], " "))),
    );
    Ok(lines.join("\r\n") + "\r\nConnection: close\r\n\r\n")
}

/// Reads the status line and the header fields, after interim responses such as 100 Continue.
fn response_head(connection: &mut BufReader<Timed>) -> Result<ResponseReport, String> {
    for _ in 0..MAX_INTERIM {
        let report = one_head(connection)?;
        if report.status == 101 || report.status >= 200 {
            return Ok(report);
        }
    }
    Err("too many interim responses".to_owned())
}

fn one_head(connection: &mut BufReader<Timed>) -> Result<ResponseReport, String> {
    let mut limited = connection.by_ref().take(MAX_HEAD_BYTES);
    let status = line(&mut limited)?;
    let status = status
        .strip_prefix("HTTP/1.")
        .and_then(|rest| rest.split(' ').nth(1)?.parse().ok())
        .filter(|code| (100..1000).contains(code))
        .ok_or("the response is not HTTP")?;
    let mut report = ResponseReport { status, ..ResponseReport::default() };
    loop {
        let field = line(&mut limited)?;
        if field.is_empty() {
            return Ok(report);
        }
        if let Some((name, value)) = field.split_once(':') {
            let value = value.trim();
            report
                .headers
                .entry(name.trim().to_ascii_lowercase())
                .and_modify(|old| *old = format!("{old}, {value}"))
                .or_insert_with(|| value.to_owned());
        }
    }
}

/// Reads a line without its end, CR LF or LF.
fn line<R: BufRead>(limited: &mut std::io::Take<R>) -> Result<String, String> {
    let mut bytes = Vec::new();
    limited.read_until(b'\n', &mut bytes).map_err(|e| failure(&e))?;
    if bytes.pop() != Some(b'\n') {
        return Err(if limited.limit() == 0 {
            "a line or the head of the response is too long".to_owned()
        } else {
            "the connection was closed before a whole response".to_owned()
        });
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads the body as its framing says (RFC 9112, 6.3).
fn read_body(
    connection: &mut BufReader<Timed>,
    request: &Request,
    report: &ResponseReport,
    body: &mut Body,
) -> Result<(), String> {
    let field = |name: &str| report.headers.get(name).map(String::as_str);
    if request.method == "HEAD" || matches!(report.status, 101 | 204 | 304) {
        return Ok(());
    }
    if field("transfer-encoding")
        .is_some_and(|value| value.to_ascii_lowercase().contains("chunked"))
    {
        return read_chunks(connection, body);
    }
    let Some(length) = field("content-length").and_then(|value| value.parse().ok()) else {
        return body.read(connection, u64::MAX).map(|_| ());
    };
    if body.read(connection, length)? {
        Ok(())
    } else {
        Err("the response ends before its length".to_owned())
    }
}

fn read_chunks(connection: &mut BufReader<Timed>, body: &mut Body) -> Result<(), String> {
    loop {
        let size = line(&mut connection.by_ref().take(MAX_LINE_BYTES))?;
        let size = u64::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16)
            .map_err(|_| "the chunks of the response are malformed".to_owned())?;
        if size == 0 {
            break;
        }
        if !body.read(connection, size)? {
            return Err("the response ends within a chunk".to_owned());
        }
        line(&mut connection.by_ref().take(MAX_LINE_BYTES))?;
    }
    let mut trailer = connection.by_ref().take(MAX_HEAD_BYTES);
    while !line(&mut trailer)?.is_empty() {}
    Ok(())
}

/// The beginning of a body.
struct Body {
    kept: Vec<u8>,
    max_bytes: usize,
    truncated: bool,
}

impl Body {
    /// Reads so many bytes; returns whether there were as many.
    fn read(&mut self, connection: &mut BufReader<Timed>, mut count: u64) -> Result<bool, String> {
        while count > 0 {
            let bytes = connection.fill_buf().map_err(|e| failure(&e))?;
            if bytes.is_empty() {
                return Ok(false);
            }
            let taken = usize::try_from(count).unwrap_or(usize::MAX).min(bytes.len());
            let room = self.max_bytes.saturating_sub(self.kept.len()).min(taken);
            self.kept.extend_from_slice(&bytes[..room]);
            self.truncated |= room < taken;
            connection.consume(taken);
            count -= taken as u64;
        }
        Ok(true)
    }
}
