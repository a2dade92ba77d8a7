package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Example;
import atelier.workspace.PathGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which models give examples and verdicts, beside the one they are asked for. */
final class ExamplesAnswerFormsTest {
  private static final String SPEC = "prints each word";
  private static final String EXAMPLE =
      "{\"name\":\"n\",\"quote\":\"each word\"," + "\"command\":[\"x\"],\"expect\":{\"exit\":0}}";

  private static ExamplesAnswer parse(String answer) {
    Blueprint blueprint = new Blueprint("s", List.of(), List.of(), List.of(), List.of());
    return ExamplesAnswer.parse(answer, SPEC, blueprint, List.of(), PathGuard::findViolation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>{\"examples\":[]}</think>{\"examples\":[%e]}",
        "{\"examples\":[]} is the form. {\"examples\":[%e]}",
        "{\"examples\":[%e,],}",
        "{\"result\":{\"examples\":[%e]}}",
        "{'examples': [%e], // all\n}",
        "{\"examples\":{\"n\":{'quote':'each word','cmd':'x','expect':{'exit':0}}}}"
      })
  void readsTheSameExample(String form) {
    ExamplesAnswer parsed = parse(form.replace("%e", EXAMPLE));

    assertThat(parsed.rejectionReason()).isEmpty();
    assertThat(parsed.examples())
        .isEqualTo(parse("{\"examples\":[" + EXAMPLE + "]}").examples())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"expect\":{\"stdout\":[\"a\"]} | must be an object",
        "\"expect\":{\"stdout\":true} | must be an object",
        "\"expect\":{\"stdout\":{\"contains\":{\"a\":1}}} | must be a list of texts",
        "\"expect\":{\"exit\":0,\"stdout\":{\"contains\":[[\"a\"]]}} | must be a list of texts",
        "\"expect\":{\"exit\":0,\"stdout\":{\"matches\":[\"a\"]}} | must be text",
        "\"expect\":{\"exit\":0,\"stdout\":{\"empty\":\"yes\"}} | must be true or false",
        "\"expect\":{\"exit\":0,\"files\":[\"a\"]} | \"files\" must be an object",
        "\"expect\":{\"exit\":0},\"files\":[\"a\"] | \"files\" must be an object",
        "\"expect\":{\"exit\":0},\"env\":\"A=1\" | \"env\" must be an object",
        "\"expect\":{\"exit\":0},\"stdin\":[\"a\"] | \"stdin\" must be text",
        "\"expect\":{\"exit\":0},\"cwd\":\"src\" | unknown field \"cwd\"",
        "\"expect\":\"0\" | \"expect\" must be an object",
        "\"expect\":{\"exit\":0},\"files\":{\"./a\":\"\",\"a\":\"\"} | twice"
      })
  void dropsNothingThatItDoesNotUnderstand(String rest, String reason) {
    assertThat(parse("{\"examples\":[{\"name\":\"n\",\"quote\":\"each word\",\"command\":\"x\","
                + rest + "}]}")
            .rejectionReason())
        .contains(reason);
  }

  @Test
  void normalizesPaths() {
    Example example = parse("{\"examples\":[{\"name\":\"n\",\"quote\":\"each word\","
            + "\"command\":\"x\",\"files\":{\"./a\":\"b\"},"
            + "\"expect\":{\"files\":{\"./c\":{\"empty\":true}}}}]}")
        .examples()
        .get(0);

    assertThat(example.files()).containsKey("a");
    assertThat(example.steps().get(0).expect().files()).containsKey("c");
  }

  @Test
  void aVerdictIsTheLastThatFits() {
    Example part = parse("{\"examples\":[" + EXAMPLE + "]}").examples().get(0);

    VerdictAnswer verdict = VerdictAnswer.parse(
            "<think>{\"quote\":\"each word\",\"expect\":{\"exit\":1}}</think>\n"
                + "{'quote':'each word','expect':{'exit':2,},}",
            part,
            SPEC,
            PathGuard::findViolation)
        .orElseThrow();

    assertThat(verdict.expectation().steps().get(0).expect().exit()).contains(2);
  }
}
