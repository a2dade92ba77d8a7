package atelier.proof;

import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FailedTest;
import atelier.pattern.Pattern;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.ProbeReport.ResponseReport;
import atelier.sandbox.ProbeReport.ServerReport;
import atelier.sandbox.ProbeReport.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an example expects with what the prober reports. Pure: what the program printed is
 * never more than text.
 */
public final class ExampleJudge {
  private static final int MAX_DIFFERENCES = 10;
  private static final Pattern TRACE =
      Pattern.compile("(?i)traceback|exception|panic|\\w+Error\\b");

  private final Example example;
  private final ProbeReport report;
  private final TextJudge texts;
  private final List<FailedTest> differences = new ArrayList<>();

  private ExampleJudge(Example example, ProbeReport report) {
    this.example = example;
    this.report = report;
    texts = new TextJudge(example.name(), report.steps(), differences);
  }

  /**
   * What differs, at most 10 differences; empty if all is as expected. The message of a difference
   * says where it is, such as {@code step 2: exit code}.
   */
  public static List<FailedTest> differences(Example example, ProbeReport report) {
    ExampleJudge judge = new ExampleJudge(example, report);
    for (int i = 0; i < example.steps().size(); i++) {
      judge.compareStep(i);
    }
    if (example.isServed()) {
      judge.compareServed();
    }
    return judge.differences.stream().limit(MAX_DIFFERENCES).toList();
  }

  private void add(String where, String expected, String actual) {
    differences.add(TextJudge.difference(example.name(), where, expected, actual));
  }

  private void compareStep(int index) {
    String where = example.steps().size() > 1 ? "step " + (index + 1) + ": " : "";
    if (index >= report.steps().size()) {
      add(where + "the command", "a result", "it was not run: the time was over");
      return;
    }
    StepReport actual = report.steps().get(index);
    if (actual.timedOut()) {
      add(
          where + "the command",
          "an end",
          "stopped at the time limit after " + actual.ms() + " ms"
              + actual.cpuMs().map(ms -> ", " + ms + " ms of CPU time").orElse(""));
      return;
    }
    Example.StepResult expected = example.steps().get(index).expect();
    compareEnd(where, expected, actual);
    texts.compare(where + "stdout", expected.stdout(), actual.stdout());
    texts.compare(where + "stderr", expected.stderr(), actual.stderr());
    expected
        .files()
        .forEach((path, text) ->
            compareFile(where + "file " + path, text, actual.files().get(path)));
  }

  /**
   * Where no exit code is expected, success is meant unless the example is about an error message.
   * A signal or an unhandled exception is never what a spec requires, unless its words are
   * expected.
   */
  private void compareEnd(String where, Example.StepResult expected, StepReport actual) {
    boolean expectsMessage = !expected.stderr().acceptsAnything();
    Optional<Integer> wanted =
        expected.exit().isPresent() || expectsMessage ? expected.exit() : Optional.of(0);
    if (wanted.isPresent() && !actual.exit().equals(wanted)) {
      add(where + "exit code", wanted.get().toString(), end(actual));
    } else if (actual.signal().isPresent()) {
      add(where + "end", "no signal", end(actual));
    } else if (StartJudge.isCrash(actual.stderr()) && !expectsTrace(expected.stderr())) {
      add(where + "end", "no unhandled exception", TextJudge.shown(actual.stderr()));
    }
  }

  /** Whether the spec itself asks for a stack trace, as of a program that runs others. */
  private static boolean expectsTrace(ExpectedText expected) {
    return TRACE.matcher(expected.toString()).find();
  }

  private static String end(StepReport actual) {
    String end = actual
        .signal()
        .map(signal -> "signal " + signal)
        .or(() -> actual.exit().map(String::valueOf))
        .orElse("none");
    return actual.stderr().isBlank()
        ? end
        : end + " with stderr " + TextJudge.shown(actual.stderr());
  }

  private void compareFile(
      String where, @Nullable ExpectedText expected, @Nullable String content) {
    if (expected == null) {
      if (content != null) {
        add(where, "no such file", "it exists");
      }
    } else if (content == null) {
      add(where, "a file", "it does not exist");
    } else {
      texts.compare(where, expected, content);
    }
  }

  private void compareServed() {
    Optional<ServerReport> server = report.server();
    if (server.filter(ServerReport::started).isEmpty()) {
      add(
          "the server",
          "a program that listens on a port",
          server.map(ExampleJudge::end).orElse("it was not started"));
      return;
    }
    for (int i = 0; i < example.requests().size(); i++) {
      Example.Request request = example.requests().get(i);
      String where = "request " + (i + 1) + " "
          + (request.restart() ? "restart" : request.method() + " " + request.path()) + ": ";
      Optional<ResponseReport> response =
          i < report.responses().size() ? Optional.of(report.responses().get(i)) : Optional.empty();
      String error = response.map(ResponseReport::error).orElse("it was not sent");
      if (!error.isEmpty()) {
        add(where + "response", "a response", error);
      } else {
        request.expect().ifPresent(expect -> compareResponse(where, expect, response.get()));
      }
    }
    server
        .filter(ended -> ended.exit().orElse(0) != 0 || StartJudge.isCrash(ended.stderr()))
        .ifPresent(
            ended -> add("the server", "a program that goes on serving", endWhileServing(ended)));
  }

  private static String endWhileServing(ServerReport server) {
    return server
            .exit()
            .map(exit -> "it ended by itself with exit code " + exit)
            .orElse("an unhandled exception")
        + (server.stderr().isBlank() ? "" : ": " + TextJudge.shown(server.stderr()));
  }

  private static String end(ServerReport server) {
    return server
            .exit()
            .map(exit -> "it ended with exit code " + exit)
            .orElse("it listened on no port within the time limit")
        + (server.stderr().isBlank() ? "" : " and stderr " + TextJudge.shown(server.stderr()));
  }

  private void compareResponse(String where, Example.Response expect, ResponseReport response) {
    expect
        .status()
        .filter(status -> response.status() != status)
        .ifPresent(status -> add(
            where + "status",
            status.toString(),
            response.status() + " with body " + TextJudge.shown(response.body())));
    expect
        .headers()
        .forEach((name, text) -> texts.compare(
            where + "header " + name, text, withoutParameters(header(response, name), text)));
    texts.compare(where + "body", expect.body(), response.body());
    expect.json().ifPresent(json -> texts.compareJson(where + "body", json, response.body()));
  }

  private static String header(ResponseReport response, String name) {
    return response.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** A media type is equal with and without its parameters, such as the charset. */
  private static String withoutParameters(String value, ExpectedText expected) {
    return expected.equals().filter(type -> value.startsWith(type + ";")).orElse(value);
  }
}
