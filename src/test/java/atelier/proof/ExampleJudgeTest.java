package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FailedTest;
import atelier.proof.Disagreement.Vote;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.ProbeReport.ResponseReport;
import atelier.sandbox.ProbeReport.ServerReport;
import atelier.sandbox.ProbeReport.StepReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an example expects, compared with what was observed. */
final class ExampleJudgeTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static Example command(Integer exit, ExpectedText stdout) {
    return steps(
        new Example.StepResult(Optional.ofNullable(exit), stdout, ExpectedText.ANYTHING, Map.of()));
  }

  private static Example steps(Example.StepResult... expected) {
    return new Example(
        "e",
        "q",
        Map.of(),
        java.util.Arrays.stream(expected)
            .map(result -> new Example.Step(List.of("x"), "", result))
            .toList(),
        List.of(),
        Map.of(),
        List.of());
  }

  private static StepReport step(int exit, String stdout, String stderr) {
    return new StepReport(
        Optional.of(exit), Optional.empty(), false, false, stdout, stderr, false, 1, Map.of());
  }

  private static ProbeReport report(StepReport... steps) {
    return new ProbeReport(List.of(steps), Optional.empty(), List.of());
  }

  private static ExpectedText text(String json) {
    return JSON.readValue(json, ExpectedText.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"equals\":\"b 2\"}` | `b 2\n` | true",
        "`{\"equals\":\"b 2\\n\"}` | `b 2` | true",
        "`{\"equals\":\"b 2\"}` | `b 2\n\n` | false",
        "`{\"contains\":[\"b\",\"2\"]}` | `b 2` | true",
        "`{\"contains\":[\"b\",\"3\"]}` | `b 2` | false",
        "`{\"matches\":\"^b \\\\d+$\"}` | `a 1\nb 22\n` | true",
        "`{\"matches\":\"^b$\"}` | `b 2` | false",
        "`{\"matches\":\"(a*)*b\"}` | `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` | false",
        "`{\"empty\":true}` | `\n` | true",
        "`{\"empty\":true}` | `b` | false",
        "`{\"empty\":false}` | `` | false",
        "`{\"json\":{\"a\":1}}` | `{\"a\":1.0,\"b\":2}` | true",
        "`{\"json\":{\"a\":{\"b\":[1]}}}` | `{\"a\":{\"b\":[1,2]}}` | false",
        "`{\"json\":{\"a\":1}}` | `not json` | false",
        "`{\"json\":[{\"id\":1}]}` | `[{\"id\":1,\"x\":null}]` | true",
      })
  void comparesTexts(String expected, String actual, boolean same) {
    List<FailedTest> differences = ExampleJudge.differences(
        command(null, text(expected)), report(step(0, actual == null ? "" : actual, "")));

    assertThat(differences.isEmpty()).as("%s", differences).isEqualTo(same);
  }

  @Test
  void namesTheStepThatDiffers() {
    Example.StepResult expected = new Example.StepResult(
        Optional.of(0), text("{\"sameAs\":\"1.stdout\"}"), ExpectedText.ANYTHING, Map.of());
    Example.StepResult first = new Example.StepResult(
        Optional.of(0), ExpectedText.ANYTHING, ExpectedText.ANYTHING, Map.of());
    List<FailedTest> differences = ExampleJudge.differences(
        steps(first, expected), report(step(0, "seed 7", ""), step(2, "seed 8", "bad seed")));

    assertThat(differences)
        .extracting(FailedTest::message)
        .containsExactly("step 2: exit code", "step 2: stdout");
    assertThat(differences.get(0).actual()).isEqualTo("2 with stderr \"bad seed\"");
  }

  @Test
  void anUnhandledExceptionIsNeverWhatASpecRequires() {
    ProbeReport crashed = report(step(
        1, "", "Traceback (most recent call last):\n  File \"a.py\", line 1\nKeyError: 'zero'\n"));

    assertThat(ExampleJudge.differences(command(1, ExpectedText.ANYTHING), crashed))
        .extracting(FailedTest::message)
        .containsExactly("end");
  }

  @Test
  void comparesFilesAndLimits() {
    Map<String, ExpectedText> files = new HashMap<>();
    files.put("out.txt", ExpectedText.exactly("x"));
    files.put("gone.txt", null);
    Example example = steps(new Example.StepResult(
        Optional.empty(), ExpectedText.ANYTHING, ExpectedText.ANYTHING, files));
    Map<String, String> observed = new HashMap<>();
    observed.put("out.txt", null);
    observed.put("gone.txt", "still here");
    StepReport written =
        new StepReport(Optional.of(0), Optional.empty(), false, false, "", "", false, 1, observed);
    StepReport stopped =
        new StepReport(Optional.empty(), Optional.empty(), true, false, "", "", false, 9, Map.of());

    assertThat(ExampleJudge.differences(example, report(written)))
        .extracting(FailedTest::actual)
        .containsExactlyInAnyOrder("it does not exist", "it exists");
    assertThat(ExampleJudge.differences(example, report(stopped)).get(0).actual())
        .contains("stopped at the time limit");
    assertThat(ExampleJudge.differences(example, report()).get(0).actual()).contains("not run");
  }

  private static Example served(String expect) {
    return new Example(
        "e",
        "q",
        Map.of(),
        List.of(),
        List.of("serve"),
        Map.of(),
        List.of(new Example.Request(
            false,
            "GET",
            "/x",
            Map.of(),
            Optional.empty(),
            "",
            Optional.of(JSON.readValue(expect, Example.Response.class)))));
  }

  private static ProbeReport answered(boolean started, int status, String body) {
    return new ProbeReport(
        List.of(),
        Optional.of(new ServerReport(started, 5, 80, Optional.empty(), "", "no port")),
        started
            ? List.of(new ResponseReport(
                false, status, Map.of("content-type", "text/plain"), body, false, "", 1))
            : List.of());
  }

  @Test
  void comparesResponses() {
    Example example = served("{\"status\":201,\"headers\":{\"Content-Type\":"
        + "{\"contains\":[\"json\"]}},\"body\":{\"contains\":[\"x\"]},\"json\":{\"a\":1}}");

    assertThat(ExampleJudge.differences(example, answered(true, 200, "y")))
        .extracting(FailedTest::message)
        .containsExactly(
            "request 1 GET /x: status",
            "request 1 GET /x: header Content-Type",
            "request 1 GET /x: body",
            "request 1 GET /x: body");
    assertThat(ExampleJudge.differences(example, answered(false, 0, "")))
        .extracting(FailedTest::message)
        .containsExactly("the server");
  }

  @ParameterizedTest
  @CsvSource({"2, CODE_IS_WRONG", "1, EXPECTATION_IS_WRONG", ", SILENT"})
  void aVoteComparesTheSpecWithWhatWasObserved(Integer required, Vote vote) {
    Example example = command(2, ExpectedText.ANYTHING);
    ProbeReport observed = report(step(1, "", "no"));
    Disagreement disagreement = Disagreement.of(
            example, observed, ExampleJudge.differences(example, observed))
        .orElseThrow();

    assertThat(disagreement.field()).isEqualTo("exit code");
    assertThat(disagreement.vote(command(required, text("{\"empty\":true}")))).isEqualTo(vote);
  }

  @Test
  void whatWasNotObservedCannotBeDisputed() {
    Example example = served("{\"status\":201}");
    ProbeReport observed = answered(false, 0, "");

    assertThat(Disagreement.of(example, observed, ExampleJudge.differences(example, observed)))
        .isEmpty();
  }

  @Test
  void anObservationIsReadBackFromItsJson() {
    ProbeReport observed = report(step(2, "out", "err"));
    JsonNode json = new Observation(command(2, ExpectedText.ANYTHING), observed).toJson();

    assertThat(Observation.parse(json)).contains(observed);
    assertThat(Observation.parse(JSON.createArrayNode())).isEmpty();
  }
}
