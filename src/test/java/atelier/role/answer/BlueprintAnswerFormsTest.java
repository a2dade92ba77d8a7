package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import atelier.workspace.PathGuard;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which models give a blueprint, beside the one that they are asked for. */
final class BlueprintAnswerFormsTest {
  private static final String FILES = "\"files\":[{\"path\":\"a.py\",\"description\":\"d\"}]";
  private static final String DRAFT =
      "{\"summary\":\"draft\",\"files\":[{\"path\":\"wrong.py\",\"description\":\"draft\"}]}";
  private static final String REAL = "{\"summary\":\"s\"," + FILES
      + ",\"checks\":[{\"name\":\"t\",\"command\":[\"python3\",\"a.py\"]}]}";

  private static BlueprintAnswer parse(String answer) {
    return parse(answer, Set.of());
  }

  private static BlueprintAnswer parse(String answer, Set<String> existing) {
    return BlueprintAnswer.parse(
        answer,
        "",
        new ExistingPlan(
            existing.stream().collect(Collectors.toMap(path -> path, path -> List.of())),
            List.of(),
            List.of(),
            true),
        PathGuard::findViolation);
  }

  private static Blueprint accepted(String answer) {
    BlueprintAnswer parsed = parse(answer);
    assertThat(parsed.rejectionReason()).as(answer).isEmpty();
    return parsed.blueprint();
  }

  private static void assertReal(String answer) {
    assertThat(accepted(answer)).isEqualTo(accepted(REAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>\nMaybe %d\n</think>\n%r",
        "Maybe %d\n</think>\n\n%r",
        "a plan looks like %d. Here is yours: %r",
        "a plan looks like {\"files\":[…]}. Here is yours: %r",
        "```json\n%d\n```\nBetter:\n```json\n%r\n```\n",
        "\uFEFF%r",
        "%r<|im_end|>",
        "{\"blueprint\":%r}",
        "{\"plan\":%r,\"status\":\"done\"}",
        "[%r]",
        "%r\nLater I could use {braces} or {\"research\":[\"x\"]}.",
        "{\"type\":\"object\",\"properties\":{\"files\":{\"type\":\"array\"}}}\n%r"
      })
  void takesTheLastThatFits(String form) {
    assertReal(form.replace("%d", DRAFT).replace("%r", REAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"summary\":\"s\",%f,%c,}",
        "{// the summary\n\"summary\":\"s\",%f,%c}",
        "{\n# the {summary}\n\"summary\":\"s\",/* don't */%f,%c}",
        "{'summary':'s',%f,%c}",
        "{summary:\"s\",%f,%c}",
        "{\"summary\":\"s\",\"research\":None,%f,%c}",
        "{\"summary\":\"s\",\"approved\":True,'ready': False,%f,%c}",
        "{\"summary\":\"s\",\"files\":{\"a.py\":\"d\"},%c}",
        "{\"summary\":\"s\",\"files\":{\"a.py\":{\"purpose\":\"d\"}},%c}",
        "{\"summary\":\"s\",\"files\":[{\"name\":\"a.py\",\"purpose\":\"d\"}],%c}",
        "{\"summary\":\"s\",\"files\":[{\"path\":\"./a.py\",\"description\":\"d\"}],%c}",
        "{\"summary\":\"s\",%f,\"checks\":{\"t\":\"python3 a.py\"}}",
        "{\"summary\":\"s\",%f,\"checks\":{\"t\":{\"cmd\":[\"python3\",\"a.py\"]}}}",
        "{\"summary\":\"s\",%f,\"checks\":[{\"name\":\"t\",\"run\":\"python3 a.py\"}]}",
        "{\"summary\":\"s\",%f,\"checks\":[{\"name\":\"t\",\"cmd\":[\"python3 a.py\"]}]}"
      })
  void readsNearlyJson(String form) {
    String checks = "\"checks\":[{\"name\":\"t\",\"command\":[\"python3\",\"a.py\"]}]";
    assertReal(form.replace("%f", FILES).replace("%c", checks));
  }

  @Test
  void keepsWhatIsInStrings() {
    String answer =
        "{'summary':'It\\'s True, // no comment # \"None\"\nnext'," + "'files':{'a.py':'d, }',},}";

    assertThat(accepted(answer).summary()).isEqualTo("It's True, // no comment # \"None\"\nnext");
    assertThat(accepted(answer).files().get(0).description()).isEqualTo("d, }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "{\"files\":[{\"path\":\"a\" \"description\":\"d\"}]} § line 1, column 23",
        "{\"files\":[],\"files\":[]} § Duplicate",
        "{\"summary\":\"\\d+\",\"files\":{\"a\":\"d\"}} § cannot be read",
        "{\"files\":\"a.py\"} § must be a list",
        "{\"files\":[{\"path\":\"a\",\"description\":\"d\"}] § cannot be read",
      })
  void saysWhereAndWhyItCannotBeRead(String answer, String reason) {
    assertThat(parse(answer).blueprint()).isNull();
    assertThat(parse(answer).rejectionReason()).contains(reason);
  }

  @Test
  void aBrokenFinalAnswerIsNotReplacedByADraft() {
    BlueprintAnswer parsed =
        parse(DRAFT + "\nBetter:\n" + REAL.replace("\"checks\":", "\"checks\""));

    assertThat(parsed.blueprint()).isNull();
    assertThat(parsed.rejectionReason()).contains("cannot be read: line 3");
  }

  @Test
  void partsOfABrokenAnswerAreNotTakenForIt() {
    String broken =
        "{" + FILES + ",\"oops\" \"examples\":[{\"name\":\"n\",\"files\":{\"b\":\"x\"}}]}";

    assertThat(parse(broken).rejectionReason()).contains("cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "\"checks\":\"false\" § must be a list",
        "\"tests\":[\"false\"] § no field of a blueprint",
        "\"steps\":{\"t\":\"false\"} § no field of a blueprint",
        "\"checks\":[{\"name\":\"n\",\"command\":\"x\",\"cwd\":\"src\"}] § the field \"cwd\"",
        "\"checks\":[{\"name\":\"n\",\"command\":\"x\",\"expected\":\"5\"}]"
            + " § the field \"expected\"",
        "\"checks\":[{\"name\":\"n\",\"steps\":[\"x\"]}] § has no command",
        "\"checks\":[null] § has no command",
        "\"checks\":[[\"x\",null]] § word 2 of the command",
        "\"checks\":[[\"cd\",\"src\",\"&&\",\"make\"]] § the word \"&&\" in a list",
        "\"run\":[\"python3\",\"a.py\",\"|\",\"cat\"] § the word \"|\" in a list",
        "\"checks\":{\"n\":{\"then\":\"x\"}} § has no command"
      })
  void refusesAProofThatIsNotUnderstood(String proof, String reason) {
    BlueprintAnswer parsed = parse("{" + FILES + "," + proof + "}");

    assertThat(parsed.blueprint()).isNull();
    assertThat(parsed.rejectionReason()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "[\"false\"] § [false]",
        "[[\"false\"]] § [false]",
        "[{\"name\":\"x\",\"cmd\":[\"false\"]}] § [false]",
        "[[\"python3\",\"arg.py\",\"--count\",3]] § [python3, arg.py, --count, 3]",
        "[\"python3 -c \\\"import main; print(1 + 1)\\\"\"]"
            + " § [python3, -c, import main; print(1 + 1)]",
        "[[\"PYTHONPATH=.\",\"python3\",\"main.py\"]] § [env, PYTHONPATH=., python3, main.py]",
        "[\"cd src && ls\"] § [bash, -e, -o, pipefail, -c, cd src && ls]",
        "[[\"bash\",\"-c\",\"a | b\",\"|\"]] § [bash, -c, a | b, |]",
        "[\"a > b\"] § [bash, -e, -o, pipefail, -c, a > b]",
        "[\"ls ~ *.py\"] § [bash, -e, -o, pipefail, -c, ls ~ *.py]"
      })
  void readsCommandsAsTheyAreWritten(String checks, String words) {
    assertThat(accepted("{" + FILES + ",\"checks\":" + checks + "}")
            .checks()
            .get(0)
            .command())
        .hasToString(words);
  }

  @Test
  void normalizesPathsAndReportsAllFaults() {
    Blueprint plan = accepted("{\"files\":[{\"path\":\"./a.py\",\"description\":\"d\"},"
        + "{\"path\":\"src/./b.py\",\"description\":\"d\",\"uses\":\"./a.py\"}]}");
    assertThat(plan.files()).extracting(FilePlan::path).containsExactly("a.py", "src/b.py");
    assertThat(plan.files().get(1).uses()).containsExactly("a.py");

    assertThat(parse("{\"files\":{\"../a\":\"d\",\"/b\":\"d\",\".git/c\":\"d\",\"d\":\"d\","
                + "\"./d\":\"d\",\"D\":\"d\",\"e\":\"d\",\"e/f\":\"d\",\"g\\\\h\":\"d\"}}")
            .rejectionReason()
            .lines())
        .hasSize(7);
  }

  @Test
  void anExistingProjectMayChangeItsCommandsOnly() {
    String checks = "\"checks\":[{\"name\":\"t\",\"command\":\"python3 -m unittest\"}]";
    Blueprint plan = parse("{\"files\":[]," + checks + "}", Set.of("a.py")).blueprint();

    assertThat(plan.files()).isEmpty();
    assertThat(plan.checks()).extracting(CheckPlan::name).containsExactly("t");
    assertThat(parse("{\"files\":[],\"run\":[\"x\"]}", Set.of("a.py")).blueprint())
        .isNotNull();
    assertThat(parse("{\"files\":[]," + checks + "}").rejectionReason()).contains("is empty");
    assertThat(parse("{\"files\":[]}", Set.of("a.py")).rejectionReason()).contains("is empty");
  }

  @Test
  void readsManyBracesAndDeepNestingQuickly() {
    assertThat(parse("{".repeat(500_000)).blueprint()).isNull();
    assertThat(parse("{\"a\":".repeat(200_000)).blueprint()).isNull();
    assertThat(parse("{\"files\":'".repeat(100_000)).blueprint()).isNull();
    assertThat(parse("<think>\n".repeat(100_000)).blueprint()).isNull();
  }
}
