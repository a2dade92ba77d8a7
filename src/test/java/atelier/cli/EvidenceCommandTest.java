package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.FilePlan;
import atelier.event.ProofEvent;
import atelier.event.Survivor;
import atelier.event.TestCounts;
import atelier.event.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code evidence}. */
final class EvidenceCommandTest extends RemoteCommandsFixture {
  private static final String LONG_NAME = "every price is a whole number of cents 価格";

  private void design(CheckPlan... checks) {
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait(
        "shop",
        new Event.BlueprintReady(
            new Blueprint(
                "a shop",
                List.of(),
                List.of(new FilePlan("a.py", "the shop", List.of(), "")),
                List.of(),
                List.of(checks)),
            Usage.NONE));
  }

  private String tree() {
    run("evidence", "shop", "--json");
    return json().path("tree").asString();
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(harness.out());
  }

  private void pass(String check, String tree, Optional<TestCounts> tests) {
    Evidence evidence = new Evidence(List.of("x"), 0, 1, "", "h", tree, tests, List.of());
    webHarness.appendAndAwait("shop", new ProofEvent.CheckPassed(check, evidence));
    webHarness.appendAndAwait("shop", new ProofEvent.CheckPassed(check, evidence));
  }

  @Test
  void printsWhatEachCheckProves() {
    design(
        new CheckPlan("unit", List.of("python3", "-m", "unittest")),
        new CheckPlan(LONG_NAME, List.of("bash", "-c", "true ".repeat(40))));
    String tree = tree();
    pass("unit", tree, Optional.of(new TestCounts(12, 0, 1)));
    pass(LONG_NAME, tree, Optional.empty());
    webHarness.appendAndAwait(
        "shop", new ProofEvent.ControlPassed("unit", List.of("a.py"), 1, tree));
    webHarness.appendAndAwait(
        "shop",
        new ProofEvent.MutantsTried(
            20, 19, List.of(new Survivor("a.py", 3, "<", "<=")), List.of("a.py"), tree));

    assertThat(run("evidence", "shop")).isEqualTo(0);

    assertThat(harness.out())
        .containsPattern("CHECK +RESULT +TESTS +PASSED +BROKEN CODE +PROOF")
        .containsPattern("unit +passed +12 run, 1 skipped +2 of 2 +noticed +yes")
        .contains("$ python3 -m unittest", LONG_NAME, "It executes no test.")
        .containsPattern("passed +none +2 of 2 +not tried +no")
        .contains("Small faults in the sources: 19 of 20 noticed")
        .contains("not noticed: a.py:3 \"<\" became \"<=\"", "Exercised by no check: a.py");
    assertThat(harness.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(harness.err()).isEmpty();
  }

  @Test
  void saysWhatIsNotKnownYet() {
    run("submit", "a shop", "--id", "shop");
    assertThat(run("evidence", "shop")).isEqualTo(0);
    assertThat(harness.out()).contains("shop is ", "has no checks yet", "none tried yet");

    assertThat(run("evidence", "nobody")).isEqualTo(1);
    assertThat(harness.err()).contains("nobody");
    assertThat(run("evidence")).isEqualTo(2);
  }

  @Test
  void jsonPrintsTheReply() {
    design(new CheckPlan("unit", List.of("python3", "-m", "unittest")));

    assertThat(run("evidence", "shop", "--json")).isEqualTo(0);

    assertThat(json().path("checks").get(0).path("commandLine").asString())
        .isEqualTo("python3 -m unittest");
    assertThat(harness.err()).isEmpty();
  }

  @Test
  void controlCharactersArePrintedAsText() {
    String hostileText = "gone\u001b[2J\u0007\u202e\nnext";
    design(new CheckPlan(hostileText, List.of("sh", "-c", hostileText)));
    webHarness.appendAndAwait(
        "shop", new ProofEvent.CheckSkipped(hostileText, hostileText, tree()));

    assertThat(run("evidence", "shop")).isEqualTo(0);

    assertThat(harness.out())
        .contains("gone", "could not be run")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }
}
