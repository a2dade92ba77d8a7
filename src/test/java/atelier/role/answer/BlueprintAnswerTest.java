package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FilePlan;
import java.util.Optional;
import java.util.Set;
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
    return BlueprintAnswer.parse(answer, Set.of(), paths -> Optional.empty());
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
        "{\"files\":[{\"path\":\"a\" | no JSON object"
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
    BlueprintAnswer parsed =
        BlueprintAnswer.parse(GOOD, Set.of(), paths -> Optional.of("\"a.py\" is not allowed"));

    assertThat(parsed.rejectionReason()).isEqualTo("\"a.py\" is not allowed");
  }

  @Test
  void acceptsUsesOfExistingFiles() {
    String answer = "{\"files\":[{\"path\":\"b\",\"description\":\"d\",\"uses\":[\"old\"]}]}";

    assertThat(BlueprintAnswer.parse(answer, Set.of("old"), paths -> Optional.empty())
            .rejectionReason())
        .isEmpty();
  }

  @Test
  void findsResearchQuestions() {
    assertThat(parse("{\"research\":[\"what is x?\"]}").questions()).containsExactly("what is x?");
  }

  @Test
  void rejectsDeeplyNestedJson() {
    String deep = "{\"a\":".repeat(100_000);

    assertThat(parse(deep).rejectionReason()).isNotEmpty();
  }
}
