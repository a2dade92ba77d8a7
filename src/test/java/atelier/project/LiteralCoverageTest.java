package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.CannotShow;
import atelier.event.Example;
import atelier.event.ExpectedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each literal of a spec, and who accounts for it. */
final class LiteralCoverageTest {
  private static final String SPEC = "pick --count N FILE: at most 1000, else exit 2."
      + " GET /todos/{id} returns 404 when absent. Looks `friendly`. Writes report.csv.";

  private static Example command(int exit, String... words) {
    Example.StepResult expected = new Example.StepResult(
        Optional.of(exit), ExpectedText.ANYTHING, ExpectedText.ANYTHING, Map.of());
    return new Example(
        "beyond the limit",
        "q",
        Map.of(),
        List.of(new Example.Step(List.of(words), "", expected)),
        List.of(),
        Map.of(),
        List.of());
  }

  private static Example request(String path, int status) {
    Example.Response expected = new Example.Response(
        Optional.of(status), Map.of(), ExpectedText.ANYTHING, Optional.empty());
    return new Example(
        "absent",
        "q",
        Map.of(),
        List.of(),
        List.of("serve"),
        Map.of(),
        List.of(new Example.Request(
            false, "GET", path, Map.of(), Optional.empty(), "", Optional.of(expected))));
  }

  private static LiteralCoverage find(String text) {
    return LiteralCoverage.of(
            SPEC,
            List.of(command(2, "pick", "--count", "1001"), request("/todos/7", 404)),
            List.of(new CannotShow("Looks `friendly`", "a matter of taste")),
            Map.of("test_pick.py", "open('report.csv')"))
        .stream()
        .filter(coverage -> coverage.literal().text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anExampleATestOrAReasonAccountsForALiteral() {
    assertThat(find("--count").examples()).containsExactly("beyond the limit");
    assertThat(find("1000").examples()).containsExactly("beyond the limit");
    assertThat(find("2").examples()).containsExactly("beyond the limit");
    assertThat(find("GET /todos/{id}").examples()).containsExactly("absent");
    assertThat(find("404").examples()).containsExactly("absent");
    assertThat(find("friendly").cannotShow()).isEqualTo("a matter of taste");
    assertThat(find("report.csv").tests()).containsExactly("test_pick.py");
  }

  @Test
  void anExitCodeIsShownByAnExpectationOnly() {
    LiteralCoverage exit = LiteralCoverage.of(
            "exit 3", List.of(command(0, "pick", "3")), List.of(), Map.of())
        .get(0);

    assertThat(exit.isAccountedFor()).isFalse();
  }
}
