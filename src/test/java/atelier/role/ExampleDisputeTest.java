package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.DiagnosisEvent.CauseFound;
import atelier.event.DiagnosisEvent.VerdictGiven;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Status;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An example and the code disagree: the spec alone decides. In the real sandbox. */
@Tag("slow")
final class ExampleDisputeTest {
  private static final String RIGHT = program("n < 10");
  private static final String WRONG = program("n <= 10");
  private static final String CRASH = program("n < ten");
  private static final String FIVE = example("five", 5, 0);
  private static final String TEN = example("ten", 10, 1);
  private static final String TEN_IS_ALLOWED = example("ten", 10, 0);
  private static final String SILENT = "{\"quote\":\"\",\"expect\":{}}";

  private static RealSandbox real;

  @BeforeAll
  static void open() {
    real = RealSandbox.open();
  }

  @AfterAll
  static void close() {
    real.close();
  }

  private static String program(String condition) {
    return "import sys\n\n\ndef allowed(n):\n    return " + condition
        + "\n\n\nsys.exit(0 if allowed(int(sys.argv[1])) else 1)\n";
  }

  private static String example(String name, int number, int exit) {
    return "{\"name\":\"" + name + "\",\"quote\":\"numbers below 10 are allowed\","
        + "\"command\":[\"python3\",\"limit.py\",\"" + number + "\"],\"expect\":{\"exit\":" + exit
        + "}}";
  }

  private static String verdict(int exit) {
    return "{\"quote\":\"numbers below 10\",\"expect\":{\"exit\":" + exit + "}}";
  }

  /** Plays a project whose first version is {@code first}; later ones are right. */
  private static PlayedProject play(String first, String verdict, String... examples) {
    return new PlayedProject(
            real.sandbox(),
            real.toolchains(),
            prompt -> switch (prompt.purpose()) {
              case VERDICT -> verdict;
              case WRITE -> "Commit: Write it\n```python\n" + first + "```\n";
              case REPAIR -> "Commit: Repair it\n```python\n" + RIGHT + "```\n";
              default -> "";
            },
            prompt -> "{\"examples\":[" + String.join(",", examples) + "],"
                + "\"cannotShow\":[{\"quote\":\"10\",\"why\":\"shown\"}]}")
        .play(
            new TreeMap<>(Map.of("limit.py", List.of())),
            List.of("python3", "-m", "py_compile", "limit.py"));
  }

  private static int attempts(PlayedProject played) {
    return Objects.requireNonNull(played.project().files().get("limit.py")).attempts();
  }

  @Test
  void theCodeIsRepairedIfTheSpecIsOnTheExamplesSide() {
    PlayedProject played = play(WRONG, verdict(1), FIVE, TEN);

    assertThat(played.project().status()).as(played.toString()).isEqualTo(Status.SUCCEEDED);
    assertThat(attempts(played)).isEqualTo(2);
    assertThat(played.events(VerdictGiven.class)).hasSize(1);
    assertThat(played.events(VerdictGiven.class).get(0).answers()).hasSize(2);
    assertThat(played.events(CauseFound.class).get(0).cause()).isEqualTo("limit.py");
  }

  @Test
  void whoeverDecidesSeesNeitherCodeNorExpectation() {
    PlayedProject played = play(WRONG, verdict(1), TEN);

    List<Prompt> asked = played.prompts.stream()
        .filter(prompt -> prompt.purpose() == Purpose.VERDICT)
        .toList();
    assertThat(asked).hasSize(2).allSatisfy(prompt -> {
      assertThat(prompt.task()).contains("numbers below 10", "limit.py 10", "exit code");
      assertThat(prompt.task()).doesNotContain("def allowed", "\"exit\":1", "expected");
    });
  }

  @Test
  void theExampleIsWithdrawnIfTheSpecContradictsIt() {
    PlayedProject played = play(RIGHT, verdict(1), FIVE, TEN, example("eleven", 11, 0));

    assertThat(played.project().status()).as(played.toString()).isEqualTo(Status.SUCCEEDED);
    assertThat(attempts(played)).isEqualTo(1);
    assertThat(played.events(ExampleWithdrawn.class).get(0).name()).isEqualTo("eleven");
    assertThat(played.project().examples().inForce()).hasSize(2);
  }

  @Test
  void aProjectWithADisputeEndsUnverified() {
    PlayedProject played = play(RIGHT, SILENT, FIVE, TEN_IS_ALLOWED);

    assertThat(played.project().status()).as(played.toString()).isEqualTo(Status.UNVERIFIED);
    assertThat(played.project().reason())
        .startsWith("disputed: the spec does not decide example \"ten\": exit code: expected 0,");
    assertThat(attempts(played)).isEqualTo(1);
  }

  @Test
  void aProgramThatUsesTooMuchMemoryFailsItsExample() {
    String greedy = program("len(bytearray(900 << 20)) > n")
        .replace(
            "\n\n\nsys.exit",
            "\n\n\n"
                + "import time\nkept = bytearray(b'x') * (900 << 20)\ntime.sleep(1)\nsys.exit");
    PlayedProject played = play(greedy, SILENT, FIVE, TEN);

    assertThat(played.project().status()).as(played.toString()).isEqualTo(Status.SUCCEEDED);
    assertThat(attempts(played)).isEqualTo(2);
    assertThat(played
            .events(ExampleFailed.class)
            .get(0)
            .evidence()
            .failures()
            .get(0)
            .actual())
        .contains("more memory than runner.memory allows");
  }

  @Test
  void nobodyIsAskedAboutACrash() {
    PlayedProject played = play(CRASH, SILENT, FIVE, TEN);

    assertThat(played.project().status()).as(played.toString()).isEqualTo(Status.SUCCEEDED);
    assertThat(attempts(played)).isEqualTo(2);
    assertThat(played.events(VerdictGiven.class)).isEmpty();
  }
}
