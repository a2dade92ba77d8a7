package atelier.proof;

import atelier.event.EventCodec;
import atelier.event.Example;
import atelier.event.ReachedLimit;
import atelier.event.ShellWords;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.ProbeReport.ResponseReport;
import atelier.sandbox.ProbeReport.StepReport;
import atelier.sandbox.TimeLimit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was observed when an example was played, in forms that people and events can hold. */
public record Observation(Example example, ProbeReport report) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  /** How the prober's error of a request ends whose time was over. */
  private static final String TIME_LIMIT = "within the time limit";

  private static final int MAX_BODY_CHARS = 2_000;

  /** Reads what {@link #toJson} wrote; empty if it is not such a report. */
  public static Optional<ProbeReport> parse(JsonNode json) {
    try {
      return Optional.of(MAPPER.treeToValue(json, ProbeReport.class));
    } catch (JacksonException notAReport) {
      return Optional.empty();
    }
  }

  /** The tool that is not installed here: the first word of a command, and no file. */
  public static Optional<String> missingTool(
      Example example, ProbeReport report, Set<String> files) {
    List<StepReport> steps = report.steps();
    for (int i = 0; i < steps.size() && i < example.steps().size(); i++) {
      String tool = example.steps().get(i).command().get(0);
      if (steps.get(i).notFound() && !tool.contains("/") && !files.contains(tool)) {
        return Optional.of(tool);
      }
    }
    return Optional.empty();
  }

  /** Whether a text that the example looks at was too long to be kept whole. */
  public static boolean isCut(Example example, ProbeReport report) {
    boolean steps = IntStream.range(
            0, Math.min(report.steps().size(), example.steps().size()))
        .anyMatch(i -> report.steps().get(i).truncated()
            && needsWhole(example.steps().get(i).expect()));
    return steps
        || IntStream.range(
                0, Math.min(report.responses().size(), example.requests().size()))
            .anyMatch(i -> report.responses().get(i).truncated()
                && example.requests().get(i).expect().isPresent());
  }

  private static boolean needsWhole(Example.StepResult expected) {
    return !expected.stdout().acceptsAnything() || !expected.stderr().acceptsAnything();
  }

  /** The report as it is read from a journal: with equal nodes for equal numbers. */
  public JsonNode toJson() {
    return MAPPER.readTree(MAPPER.writeValueAsString(report));
  }

  /** The exit code of the last command; 0 for a server that listened, -1 if there is none. */
  public int exit() {
    if (example.isServed()) {
      return report
          .server()
          .map(server -> server.exit().orElse(server.started() ? 0 : -1))
          .orElse(-1);
    }
    List<StepReport> steps = report.steps();
    return steps.isEmpty() ? -1 : steps.get(steps.size() - 1).exit().orElse(-1);
  }

  /** The wall time of all steps, the start and the requests. */
  public long ms() {
    return report.steps().stream().mapToLong(StepReport::ms).sum()
        + report.server().map(ProbeReport.ServerReport::listenedMs).orElse(0L)
        + report.responses().stream().mapToLong(ResponseReport::ms).sum();
  }

  /** The limit of time that a command, a start or a request reached; empty if none did. */
  public Optional<ReachedLimit> limit(TimeLimit allowed) {
    Optional<ReachedLimit> ofStep = report.steps().stream()
        .filter(StepReport::timedOut)
        .findFirst()
        .map(step -> allowed
            .reached(step.ms(), step.cpuMs().orElse(0L))
            .orElse(allowed.wallTime(step.ms())));
    Optional<Long> responseMs = report.responses().stream()
        .filter(response -> response.error().endsWith(TIME_LIMIT))
        .map(ResponseReport::ms)
        .findFirst();
    return ofStep
        .or(() -> StartJudge.reachedLimit(report, allowed))
        .or(() -> responseMs.map(allowed::wallTime));
  }

  /** The processor time of all commands; empty for a served program. */
  public Optional<Long> cpuMs() {
    return example.isServed()
        ? Optional.empty()
        : report.steps().stream().flatMap(step -> step.cpuMs().stream()).reduce(Long::sum);
  }

  /** SHA-256 of all that was observed, in hex. */
  public String hash() {
    return EventCodec.sha256(toJson().toString());
  }

  /** Commands, requests and what came of them, as a person would see them in a terminal. */
  public String transcript() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < report.steps().size() && i < example.steps().size(); i++) {
      StepReport step = report.steps().get(i);
      text.append("$ ")
          .append(ShellWords.quote(example.steps().get(i).command()))
          .append('\n')
          .append(withLineEnd(step.stdout()))
          .append(withLineEnd(step.stderr()))
          .append(end(step));
    }
    report.server().ifPresent(server -> {
      text.append("$ ").append(ShellWords.quote(example.serve())).append('\n');
      text.append(withLineEnd(server.stdout())).append(withLineEnd(server.stderr()));
      text.append(
          server.started()
              ? "(listened)\n"
              : "(did not listen" + server.exit().map(exit -> ", exit " + exit).orElse("") + ")\n");
    });
    for (int i = 0; i < report.responses().size() && i < example.requests().size(); i++) {
      text.append(response(example.requests().get(i), report.responses().get(i)));
    }
    return text.toString();
  }

  private static String end(StepReport step) {
    if (step.timedOut()) {
      return "(stopped at the time limit)\n";
    }
    return step.exit().filter(exit -> exit == 0).isPresent()
        ? ""
        : "(exit " + step.exit().map(String::valueOf).orElse("by a signal")
            + (step.notFound() ? ", no such command" : "") + ")\n";
  }

  private static String response(Example.Request request, ResponseReport response) {
    if (request.restart()) {
      return "(restarted" + (response.error().isEmpty() ? "" : ": " + response.error()) + ")\n";
    }
    String body = response.body();
    return request.method() + " " + request.path() + "\n"
        + (response.error().isEmpty()
            ? response.status() + " "
                + withLineEnd(body.substring(0, Math.min(body.length(), MAX_BODY_CHARS)))
            : "(" + response.error() + ")\n");
  }

  private static String withLineEnd(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
