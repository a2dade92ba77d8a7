package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CannotShow;
import atelier.event.CheckPlan;
import atelier.event.DiagnosisEvent;
import atelier.event.EquivalentMutant;
import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.event.ProofEvent;
import atelier.event.ReviewEvent;
import atelier.event.Survivor;
import atelier.event.TestCounts;
import atelier.event.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private static Example example(String name, String quote, int exit) {
    return new Example(
        name,
        quote,
        Map.of(),
        List.of(new Example.Step(
            List.of("python3", "a.py", "no file"),
            "",
            new Example.StepResult(
                Optional.of(exit), ExpectedText.ANYTHING, ExpectedText.ANYTHING, Map.of()))),
        List.of(),
        Map.of(),
        List.of());
  }

  private void examples(Example... examples) {
    webHarness.appendAndAwait(
        "shop",
        new ProofEvent.ExamplesReady(
            List.of(examples),
            List.of(new CannotShow("It looks friendly", "a matter of taste")),
            Usage.NONE));
  }

  private void failExample(String name, FailedTest... differences) {
    webHarness.appendAndAwait(
        "shop",
        new ProofEvent.ExampleFailed(
            name,
            "",
            new Evidence(
                List.of("x"), 1, 1, "", "h", tree(), Optional.empty(), List.of(differences)),
            JsonMapper.shared().createObjectNode()));
  }

  @Test
  void printsWhatShowsEachWordOfTheSpec() {
    String spec = "Exit 2 if the file is missing, exit 3 else. Use `--all`. It looks friendly.";
    run("submit", spec, "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait(
        "shop",
        new Event.BlueprintReady(
            new Blueprint(
                "a shop",
                List.of(),
                List.of(new FilePlan("a.py", "the shop", List.of(), "")),
                List.of("python3", "a.py"),
                List.of()),
            Usage.NONE));
    examples(
        example("missing file", "Exit 2 if the file is missing", 2),
        example("any other end of the program", "exit 3 else", 3),
        example("wrong", "exit 3 else", 4));
    failExample(
        "any other end of the program", new FailedTest("any", "", 0, "exit code", "3", "1"));
    webHarness.appendAndAwait(
        "shop", new ProofEvent.ExampleWithdrawn("wrong", "the spec contradicts it"));

    assertThat(run("evidence", "shop")).isEqualTo(0);

    assertThat(harness.out())
        .containsPattern("THE SPEC'S WORDS +EXAMPLE OR TEST +RESULT")
        .containsPattern("\"Exit 2 if the file is missing\" +missing file +pending")
        .containsPattern("\"exit 3 else\" +any other end of the +failed\n +program\n")
        .contains("   $ python3 a.py 'no file'", "     expected 3", "     was 1")
        .containsPattern("exit code 2 +missing file +pending")
        .containsPattern("flag --all +- +not shown")
        .contains("Start command: pending, exercised by missing file")
        .contains("Shown by no example or test: flag --all")
        .contains("Cannot be shown: \"It looks friendly\": a matter of taste")
        .contains("Withdrawn example: wrong: the spec contradicts it");
    assertThat(harness.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(harness.err()).isEmpty();
  }

  @Test
  void aBlueprintIsPrintedWithItsExamplesAndApprovedInThatForm() throws Exception {
    run("submit", "exit 2 else", "--id", "shop", "--approve");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait(
        "shop",
        new Event.BlueprintReady(
            new Blueprint(
                "a shop",
                List.of(),
                List.of(new FilePlan("a.py", "the shop", List.of(), "")),
                List.of(),
                List.of()),
            Usage.NONE));
    webHarness.appendAndAwait(
        "shop",
        new ProofEvent.ExamplesReady(
            List.of(example("end", "exit 2 else", 2)), List.of(), Usage.NONE));
    webHarness.appendAndAwait("shop", new Event.ApprovalRequested());
    assertThat(run("show", "shop", "--blueprint")).isEqualTo(0);
    assertThat(json().at("/examples/0/expect/exit").asInt()).isEqualTo(2);

    Path plan = folder.resolve("plan.json");
    Files.writeString(plan, harness.out().replaceAll("\"exit\" ?: ?2", "\"exit\": 5"));

    assertThat(run("approve", "shop", "-f", plan.toString())).as(harness.err()).isEqualTo(0);
    run("show", "shop", "--blueprint");
    assertThat(json().at("/examples/0/expect/exit").asInt()).isEqualTo(5);
  }

  @Test
  void printsClaimsAsClaims() {
    design(new CheckPlan("unit", List.of("python3", "-m", "unittest")));
    Survivor survivor = new Survivor("a.py", 3, "<", "<=");
    webHarness.appendAndAwait("shop", new Event.CodeReady("a.py", 1, 1, "x", "m", Usage.NONE));
    webHarness.appendAndAwait(
        "shop", new ReviewEvent.ValidationPassed("a.py", 1, "syntax", List.of()));
    webHarness.appendAndAwait("shop", new ReviewEvent.AuditPassed("a.py", 1, List.of()));
    webHarness.appendAndAwait("shop", new ReviewEvent.FileValidated("a.py", 1));
    webHarness.appendAndAwait(
        "shop", new ProofEvent.MutantsTried(2, 1, List.of(survivor), List.of(), tree()));
    webHarness.appendAndAwait(
        "shop", new DiagnosisEvent.SurvivorsReported("a.py", List.of(survivor)));
    webHarness.appendAndAwait(
        "shop",
        new Event.CodeReady(
            "a.py",
            2,
            1,
            "x",
            "",
            Usage.NONE,
            List.of(new EquivalentMutant("a.py", 3, "<", "<=", "it is a set"))));

    assertThat(run("evidence", "shop")).isEqualTo(0);

    assertThat(harness.out().replaceAll("\\s+", " "))
        .contains("claimed, not verified: a.py:3 \"<\" and \"<=\" are equivalent: it is a set");
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

    examples(example(hostileText, hostileText, 2));
    failExample(hostileText, new FailedTest("x", "", 0, hostileText, hostileText, hostileText));

    assertThat(run("evidence", "shop")).isEqualTo(0);

    assertThat(harness.out())
        .contains("gone", "could not be run", "expected gone")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }
}
