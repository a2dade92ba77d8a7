package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FilePlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Acceptance examples are read exactly or rejected, with all reasons at once. */
final class ExamplesAnswerTest {
  private static final String SPEC =
      "wordfreq FILE prints each word.\nMissing file:   message on stderr, exit 2. “Quoted”";
  private static final Blueprint BLUEPRINT = new Blueprint(
      "s",
      List.of(),
      List.of(new FilePlan("wordfreq.py", "d", List.of(), "")),
      List.of(),
      List.of(new CheckPlan("unit tests", List.of("x"))));

  private static ExamplesAnswer parse(String answer) {
    return ExamplesAnswer.parse(
        answer,
        SPEC,
        BLUEPRINT,
        List.of(),
        paths -> paths.stream()
            .filter(path -> path.startsWith("/") || path.contains(".."))
            .findFirst()
            .map(path -> path + " leaves the project"));
  }

  @Test
  void readsCommandsStepsAndRequests() {
    ExamplesAnswer answer = parse("""
        Here they are:
        ```json
        {"examples": [
          {"name": "missing file", "quote": "Missing file: message on stderr, exit 2",
           "files": {"a.txt": "b b"}, "command": "python3 wordfreq.py a.txt 'no pe.txt'",
           "stdin": "x",
           "expect": {"exit": 2, "stdout": {"contains": "b"}, "stderr": "gone",
                      "files": {"a.txt": {"equals": "b b"}, "new.txt": null}}},
          {"name": "twice", "quote": "prints each word",
           "steps": [{"command": ["a"], "expect": {"exit": 0}},
                     {"command": ["b", 1], "expect": {"stdout": {"sameAs": "1.stdout"}}}]},
          {"name": "create", "quote": "\\"Quoted\\"", "serve": ["node", "s.js"],
           "env": {"PORT": "$PORT"},
           "requests": [{"method": "POST", "path": "/todos", "json": {"title": "x"},
                         "expect": {"status": 201, "json": {"title": "x"},
                                    "headers": {"Location": {"matches": "^/todos/"}}}},
                        {"restart": true}]}],
         "cannotShow": [{"quote": "each word", "why": "too many"}]}
        ```
        """);

    assertThat(answer.rejectionReason()).isEmpty();
    assertThat(answer.examples())
        .extracting(Example::name)
        .containsExactly("missing file", "twice", "create");
    Example.Step step = answer.examples().get(0).steps().get(0);
    assertThat(step.command()).containsExactly("python3", "wordfreq.py", "a.txt", "no pe.txt");
    assertThat(step.expect().exit()).contains(2);
    assertThat(step.expect().stderr()).isEqualTo(ExpectedText.exactly("gone"));
    assertThat(step.expect().files()).containsEntry("new.txt", null);
    assertThat(answer.examples().get(1).steps().get(1).command()).containsExactly("b", "1");
    assertThat(answer.examples().get(2).isServed()).isTrue();
    assertThat(answer.examples().get(2).requests().get(1).restart()).isTrue();
    assertThat(answer.cannotShow().get(0).why()).isEqualTo("too many");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"name\":\"n\",\"quote\":\"no such words\",\"command\":\"x\",\"expect\":{\"exit\":0}}`"
            + " | is not in the spec",
        "`{\"name\":\"n\",\"quote\":\"\",\"command\":\"x\",\"expect\":{\"exit\":0}}`"
            + " | is not in the spec",
        "`{\"quote\":\"each word\",\"command\":\"x\",\"expect\":{\"exit\":0}}` | has no name",
        "`{\"name\":\"unit tests\",\"quote\":\"each word\",\"command\":\"x\","
            + "\"expect\":{\"exit\":0}}` | two examples or checks have the name",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x\",\"expect\":{}}`"
            + " | expects nothing",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"expect\":{\"exit\":0}}`"
            + " | needs either a command",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x 'y\",\"expect\":{\"exit\":0}}`"
            + " | cannot be read",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":[\"x\",{}],"
            + "\"expect\":{\"exit\":0}}` | word 2 of the command",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x\",\"expect\":{\"exit\":\"two\"}}`"
            + " | must be a number",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x\",\"expect\":{\"status\":1}}`"
            + " | unknown key",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x\","
            + "\"expect\":{\"stdout\":{\"matches\":\"(\"}}}` | is no RE2 expression",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x\","
            + "\"expect\":{\"stdout\":{\"sameAs\":\"1.stdout\"}}}` | stream of an earlier step",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x\",\"files\":{\"../a\":\"b\"},"
            + "\"expect\":{\"exit\":0}}` | leaves the project",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x\","
            + "\"files\":{\"wordfreq.py\":\"b\"},\"expect\":{\"exit\":0}}` | must not replace",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"serve\":\"x\",\"requests\":"
            + "[{\"method\":\"GET\",\"path\":\"x\",\"expect\":{\"status\":1}}]}` | begin with /",
        "`{\"name\":\"n\",\"quote\":\"each word\",\"serve\":\"x\",\"requests\":"
            + "[{\"method\":\"BREW\",\"path\":\"/\",\"expect\":{\"status\":1}}]}` | has the method",
      })
  void rejectsWhatCannotBeReadExactly(String example, String reason) {
    assertThat(parse("{\"examples\":[" + example + "]}").rejectionReason()).contains(reason);
  }

  @Test
  void reportsAllReasonsAtOnce() {
    String reasons = parse("{\"examples\":[{\"name\":\"a\",\"quote\":\"nowhere\","
            + "\"command\":\"x\",\"expect\":{\"exit\":0}},{\"name\":\"a\",\"quote\":\"each word\","
            + "\"command\":\"x\"}],\"cannotShow\":[{\"quote\":\"each word\"}]}")
        .rejectionReason();

    assertThat(reasons).contains("not in the spec", "two examples", "expects nothing", "\"why\"");
  }

  @Test
  void rejectsAnAnswerWithoutExamples() {
    assertThat(parse("I cannot.").rejectionReason()).contains("no JSON object");
    assertThat(parse("{\"examples\":[]}").rejectionReason()).contains("is empty");
  }

  @Test
  void aVerdictNeedsTheWordsOfTheSpec() {
    Example part = parse("{\"examples\":[{\"name\":\"n\",\"quote\":\"each word\","
            + "\"command\":\"x\",\"expect\":{\"exit\":0}}]}")
        .examples()
        .get(0);

    assertThat(verdict("{\"quote\":\"exit 2\",\"expect\":{\"exit\":2}}", part)).isPresent();
    assertThat(verdict("{\"quote\":\"exit 7\",\"expect\":{\"exit\":7}}", part)).isEmpty();
    assertThat(verdict("{\"quote\":\"\",\"expect\":{}}", part)).isEmpty();
    assertThat(verdict("It depends.", part)).isEmpty();
  }

  private static Optional<VerdictAnswer> verdict(String answer, Example part) {
    return VerdictAnswer.parse(answer, part, SPEC, paths -> Optional.empty());
  }
}
