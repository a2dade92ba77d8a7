package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlueprintAnswerTest {
  private static final String GOOD = """
      {"summary":"s","files":[{"name":"a.py","description":"d"},
      {"path":"b.py","description":"e","uses":["a.py"],"contract":"f()"}],
      "run":["python3","b.py"],"checks":[{"name":"t","command":["python3","-m","unittest"]}]}""";

  private static BlueprintAnswer parse(String answer) {
    return BlueprintAnswer.parse(answer, "", ExistingPlan.NONE, paths -> Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "```json\n%s\n```", "Sure! Here {is} it:\n%s\nHave fun {}"})
  void parsesBareFencedAndEmbeddedObjects(String around) {
    BlueprintAnswer parsed = parse(around.replace("%s", GOOD));

    assertThat(parsed.rejectionReason()).isEmpty();
    assertThat(parsed.blueprint().files())
        .extracting(FilePlan::path)
        .containsExactly("a.py", "b.py");
    assertThat(parsed.blueprint().checks()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing here | no JSON object",
        "{\"files\":[]} | is empty",
        "{\"files\":[{\"path\":\"a\"}]} | needs \"path\" and \"description\"",
        "{\"files\":[{\"path\":\"a\",\"description\":\"d\",\"uses\":[\"z\"]}]} | not among",
        "{\"files\":[{\"path\":\"a\",\"description\":\"d\",\"uses\":[\"a\"]}]} | itself",
        "{\"files\":[{\"path\":\"a\" | the JSON cannot be read: line 1, column"
      })
  void rejectsWithTheReason(String answer, String reason) {
    BlueprintAnswer parsed = parse(answer);

    assertThat(parsed.blueprint()).isNull();
    assertThat(parsed.rejectionReason()).contains(reason);
  }

  @Test
  void rejectsMoreThanTwoHundredFiles() {
    String files = IntStream.range(0, 201)
        .mapToObj(i -> "{\"path\":\"f" + i + "\",\"description\":\"d\"}")
        .collect(Collectors.joining(","));

    assertThat(parse("{\"files\":[" + files + "]}").rejectionReason()).contains("200");
  }

  @Test
  void rejectsWithTheReasonOfThePathRule() {
    BlueprintAnswer parsed = BlueprintAnswer.parse(
        GOOD, "", ExistingPlan.NONE, paths -> Optional.of("\"a.py\" is not allowed"));

    assertThat(parsed.rejectionReason()).isEqualTo("\"a.py\" is not allowed");
  }

  @Test
  void acceptsUsesOfExistingFiles() {
    String answer = "{\"files\":[{\"path\":\"b\",\"description\":\"d\",\"uses\":[\"old\"]}]}";

    assertThat(BlueprintAnswer.parse(
                answer,
                "",
                ExistingPlan.ofFiles(List.of(new FilePlan("old", "d", List.of(), ""))),
                paths -> Optional.empty())
            .rejectionReason())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"research\":[\"what is x?\"],\"files\":[]}",
        "{\"research\":[\"what is x?\"]}",
        "{\"research\":\"what is x?\",\"files\":null}",
        "{\"research\":{\"question\":\"what is x?\"},\"files\":[]}",
        "{\"research\":{\"questions\":[\"what is x?\"]},\"files\":[]}",
        "{\"research\":[{\"question\":\"what is x?\",\"why\":\"y\"}],\"files\":[]}",
        "{\"research\":[{\"query\":\"what is x?\"},{\"query\":\"what is x?\"}]}",
        "{\"answer\":{\"research\":[\"what is x?\"],\"files\":[]}}",
        "<think>Maybe {\"files\":[]}?</think>\n```json\n{\"research\":[\"what is x?\"]}\n```",
        "I must know one thing.\n{\"research\":[\"what is x?\"],\"files\":[]}\nThen I plan.",
        "{\"summary\":\"\",\"assumptions\":[],\"research\":[\"what is x?\"],\"files\":[],"
            + "\"run\":[],\"checks\":[]}",
        "{\"summary\":\"s\",\"research\":[\"what is x?\"],\"files\":[],\"run\":[\"x\"],"
            + "\"checks\":[{\"name\":\"t\",\"command\":[\"x\"]}]}"
      })
  void findsResearchQuestions(String answer) {
    assertThat(parse(answer).questions()).containsExactly("what is x?");
  }

  @Test
  void boundsResearchQuestions() {
    String question = "\"" + "why? ".repeat(1_000) + "\"";

    assertThat(
            parse("{\"research\":[" + question + ",\"b\",\"c\",7,null,\" \"]}").questions())
        .hasSize(2)
        .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(300));
    assertThat(parse("{\"research\":[],\"files\":[]}").questions()).isEmpty();
  }

  @Test
  void rejectsDeeplyNestedJson() {
    String deep = "{\"a\":".repeat(100_000);

    assertThat(parse(deep).rejectionReason()).isNotEmpty();
  }

  private static final String FILES = "\"files\":[{\"path\":\"a.py\",\"description\":\"d\"}]";

  private static CheckPlan onlyCheck(String check) {
    BlueprintAnswer answer = parse("{" + FILES + ",\"checks\":[" + check + "]}");
    assertThat(answer.rejectionReason()).isEmpty();
    return answer.blueprint().checks().get(0);
  }

  @Test
  void keepsEveryWordOfACommand() {
    assertThat(onlyCheck("{\"name\":\"n\",\"command\":[\"x\",\"\",1000,\" a  b \",true]}")
            .command())
        .containsExactly("x", "", "1000", " a  b ", "true");
    String longWord = "w".repeat(7_000);
    assertThat(onlyCheck("{\"name\":\"n\",\"command\":[\"x\",\"" + longWord + "\"]}")
            .command())
        .containsExactly("x", longWord);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "python3 -m unittest | [python3, -m, unittest]",
        "python3 a.py 'two words' '' | [python3, a.py, two words, ]",
        "FOO=1 python3 a.py | [env, FOO=1, python3, a.py]",
        "a && b | [bash, -e, -o, pipefail, -c, a && b]",
        "a | [a]"
      })
  void splitsALineAsAShellDoes(String line, String words) {
    assertThat(
            onlyCheck("{\"name\":\"n\",\"command\":\"" + line + "\"}").command().toString())
        .isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"name\":\"n\",\"command\":[]} | check 1 has no command",
        "{\"name\":\"n\"} | check 1 has no command",
        "{\"name\":\"n\",\"command\":[\"a\",{\"b\":1}]} | word 2 of the command is",
        "{\"name\":\"n\",\"command\":{\"run\":\"a\"}} | must be a list of words or a string",
        "{\"name\":\"n\",\"command\":\"a 'b\"} | is not closed",
        "{\"name\":\"n\",\"command\":\"a\"},{\"name\":\"n\",\"command\":\"b\"}"
            + " | two checks have the name"
      })
  void refusesAChangedProofInsteadOfDroppingIt(String checks, String reason) {
    BlueprintAnswer answer = parse("{" + FILES + ",\"checks\":[" + checks + "]}");

    assertThat(answer.blueprint()).isNull();
    assertThat(answer.rejectionReason()).contains(reason);
  }

  @Test
  void saysAllReasonsAtOnce() {
    BlueprintAnswer answer =
        parse("{\"files\":[{\"path\":\"a\"},{\"path\":\"b\",\"description\":\"d\","
            + "\"uses\":[\"z\"]}],\"checks\":[{\"command\":[]}]}");

    assertThat(answer.rejectionReason().lines()).hasSize(3);
  }

  @Test
  void refusesTheTwentyFirstCheck() {
    String checks = IntStream.rangeClosed(1, 21)
        .mapToObj(i -> "{\"name\":\"c" + i + "\",\"command\":[\"x\"]}")
        .collect(Collectors.joining(","));

    assertThat(parse("{" + FILES + ",\"checks\":[" + checks + "]}").rejectionReason())
        .contains("21 checks are more than the limit of 20");
  }

  @Test
  void aSpecThatAsksForTestsGetsSome() {
    String plain =
        "{" + FILES + ",\"checks\":[{\"name\":\"n\",\"command\":[\"python3\",\"a.py\"]}]}";
    assertThat(BlueprintAnswer.parse(
                plain, "a sum, with unit tests", ExistingPlan.NONE, paths -> Optional.empty())
            .rejectionReason())
        .contains("the spec asks for tests");
    assertThat(BlueprintAnswer.parse(
                plain.replace("a.py\",\"desc", "test_a.py\",\"desc"),
                "a sum, with unit tests",
                ExistingPlan.NONE,
                paths -> Optional.empty())
            .rejectionReason())
        .isEmpty();
  }

  @Test
  void aLaterFeatureCannotReplaceACheckInPassing() {
    String answer = "{" + FILES + ",\"checks\":[{\"name\":\"tests\",\"command\":[\"true\"]}]}";
    CheckPlan inForce = new CheckPlan("tests", List.of("python3", "-m", "unittest"));

    assertThat(BlueprintAnswer.parse(
                answer,
                "",
                new ExistingPlan(Map.of(), List.of(inForce), List.of(), true),
                paths -> Optional.empty())
            .rejectionReason())
        .contains("is in force as `python3 -m unittest`");
  }
}
