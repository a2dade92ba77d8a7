package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.DiagnosisEvent.RepairUndone;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Status;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Repairs that do not help leave nothing behind, and end. In the real sandbox. */
@Tag("slow")
final class UselessRepairTest {
  private static final int MAX_MODEL_CALLS = 16;

  private static RealSandbox real;

  @BeforeAll
  static void open() {
    real = RealSandbox.open();
  }

  @AfterAll
  static void close() {
    real.close();
  }

  private static JsonNode row(String name) throws IOException {
    return FailingRun.rows().stream()
        .filter(row -> row.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> tasks(FailingProject played, Purpose purpose) {
    return played.prompts.stream()
        .filter(prompt -> prompt.purpose() == purpose)
        .map(Prompt::task)
        .toList();
  }

  /** Nobody finds it: all is as it was, a person is asked, and the model was not asked for long. */
  private static void assertUntouchedAndWaiting(FailingRun run) {
    FailingProject played = run.played();
    assertThat(played.changedFiles()).as(run.toString()).isEmpty();
    assertThat(played.project().status()).as(run.toString()).isNotEqualTo(Status.SUCCEEDED);
    assertThat(Set.of(Status.PAUSED, Status.UNVERIFIED))
        .as(run.toString())
        .contains(played.project().status());
    assertThat(played.prompts).as(run.toString()).hasSizeLessThanOrEqualTo(MAX_MODEL_CALLS);
    assertThat(tasks(played, Purpose.CAUSE)).as(run.toString()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python, a value off by one",
        "python, an assertion with a message only, wrong code",
        "python, a wrong expected value",
        "a crash in a file that another uses",
        "an undefined name in the code",
        "a right example and wrong code in one of two files",
        "a start command that crashes"
      })
  void aRepairThatChangesNothingIsUndone(String name) throws IOException {
    FailingRun run = FailingRun.play(row(name), FailingModels::stubborn, real.sandbox(), real);

    assertThat(run.played().events(RepairUndone.class)).as(run.toString()).isNotEmpty();
    assertUntouchedAndWaiting(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python, a value off by one",
        "python, an assertion with a message only, wrong code",
        "python, a wrong expected value",
        "a crash in a file that another uses",
        "an undefined name in the code",
        "python script, a wrong expected value",
        "c, a wrong value by make",
        "a right example and wrong code in one of two files",
        "a start command that crashes"
      })
  void aFileInWhichNothingIsWrongIsNotAskedAgain(String name) throws IOException {
    FailingRun run = FailingRun.play(row(name), FailingModels::declining, real.sandbox(), real);

    assertUntouchedAndWaiting(run);
    List<String> repaired = run.played().prompts.stream()
        .filter(prompt -> prompt.purpose() == Purpose.REPAIR)
        .map(Prompt::file)
        .toList();
    assertThat(repaired).as(run.toString()).isNotEmpty().doesNotHaveDuplicates();
  }
}
