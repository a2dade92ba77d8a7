package atelier.proof;

import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import atelier.sandbox.ProbeReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first thing that an example and the program disagree about.
 *
 * @param index the step or request, counted from 0
 * @param field what differs in it, such as {@code exit code}, {@code stdout} or {@code status}
 * @param part an example with that step or request alone
 * @param observed the report of that step or request alone
 */
public record Disagreement(int index, String field, Example part, ProbeReport observed) {
  private static final Pattern STEP = Pattern.compile("step (\\d+): (.*)");
  private static final Pattern REQUEST = Pattern.compile("request (\\d+) .*: (.*)");

  /** What an answer about a disagreement says. */
  public enum Vote {
    CODE_IS_WRONG,
    EXPECTATION_IS_WRONG,
    SILENT
  }

  /**
   * The disagreement of a failed example; empty if nothing was observed that the spec could decide:
   * no response, no end, no server.
   */
  public static Optional<Disagreement> of(
      Example example, ProbeReport report, List<FailedTest> differences) {
    return differences.stream().findFirst().flatMap(first -> {
      Matcher place = (example.isServed() ? REQUEST : STEP).matcher(first.message());
      boolean found = place.matches();
      int index = found ? Integer.parseInt(place.group(1)) - 1 : 0;
      String field = found ? place.group(2) : first.message();
      boolean decidable =
          !List.of("the command", "the server", "response", "end").contains(field);
      return decidable ? part(example, report, index, field) : Optional.empty();
    });
  }

  private static Optional<Disagreement> part(
      Example example, ProbeReport report, int index, String field) {
    boolean served = example.isServed();
    int observed = served ? report.responses().size() : report.steps().size();
    if (index >= observed) {
      return Optional.empty();
    }
    Example part = new Example(
        example.name(),
        example.quote(),
        Map.of(),
        served ? List.of() : List.of(example.steps().get(index)),
        example.serve(),
        Map.of(),
        served ? List.of(example.requests().get(index)) : List.of());
    ProbeReport only = new ProbeReport(
        served ? List.of() : List.of(report.steps().get(index)),
        report.server(),
        served ? List.of(report.responses().get(index)) : List.of());
    return Optional.of(new Disagreement(index, field, part, only));
  }

  /** What an expectation that was drawn from the spec says about this disagreement. */
  public Vote vote(Example expectation) {
    if (!mentions(expectation)) {
      return Vote.SILENT;
    }
    boolean differs = ExampleJudge.differences(expectation, observed).stream()
        .anyMatch(difference -> difference.message().endsWith(field));
    return differs ? Vote.CODE_IS_WRONG : Vote.EXPECTATION_IS_WRONG;
  }

  private boolean mentions(Example expectation) {
    if (expectation.isServed()) {
      return expectation
          .requests()
          .get(0)
          .expect()
          .filter(expect -> mentions(expect))
          .isPresent();
    }
    Example.StepResult expect = expectation.steps().get(0).expect();
    return switch (field) {
      case "exit code" -> expect.exit().isPresent();
      case "stdout" -> !expect.stdout().acceptsAnything();
      case "stderr" -> !expect.stderr().acceptsAnything();
      default -> expect.files().containsKey(field.replaceFirst("^file ", ""));
    };
  }

  private boolean mentions(Example.Response expect) {
    return switch (field) {
      case "status" -> expect.status().isPresent();
      case "body" -> !expect.body().acceptsAnything() || expect.json().isPresent();
      default ->
        expect.headers().keySet().stream()
            .anyMatch(name -> name.equalsIgnoreCase(field.replaceFirst("^header ", "")));
    };
  }
}
