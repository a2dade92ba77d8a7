package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.sandbox.JobResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from the launcher: the level of the sandbox, and whether a job was started. */
final class SandboxLevelTest {
  private static final Job JOB = new Job(List.of("a"), Map.of(), Duration.ofSeconds(1));

  private static SandboxLevel level(End end, int exitCode, String output) {
    return SandboxLevel.ofSelfTest(new JobResult(end, exitCode, 1, output, "", ""));
  }

  @Test
  void isFullIfEverythingIsHeld() {
    SandboxLevel level = level(End.EXITED, 0, "held 3 of 3\n");

    assertThat(level).isEqualTo(SandboxLevel.full());
    assertThat(level.isEnough("full")).isTrue();
    assertThat(level.isEnough("partial")).isTrue();
    assertThat(level.describe()).isEqualTo("full");
  }

  @Test
  void isPartialWithWhatIsOpen() {
    SandboxLevel level =
        level(End.EXITED, 0, "open bpf\nopen no limit on processes\nheld 1 of 3\n");

    assertThat(level.describe()).isEqualTo("partial: bpf; no limit on processes");
    assertThat(level.isEnough("full")).isFalse();
    assertThat(level.isEnough("partial")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"EXITED,0,''", "EXITED,0,open bpf", "EXITED,159,held 3 of 3", "TIMED_OUT,-1,''"})
  void isNoneIfTheSelfTestDoesNotEnd(End end, int exitCode, String output) {
    SandboxLevel level = level(end, exitCode, output);

    assertThat(level.name()).isEqualTo("none");
    assertThat(level.reasons()).singleElement().asString().contains(end.name());
    assertThat(level.isEnough("partial")).isFalse();
  }

  @Test
  void aSandboxBelowTheRequiredLevelRunsNothingAndSaysWhy() {
    Sandbox refused =
        SandboxFactory.accepted(new Fixed(), new SandboxLevel("partial", List.of("bpf")), "full");

    assertThat(refused.unavailableReason()).contains("bpf").contains("runner.level: partial");
    assertThat(refused.level().describe()).isEqualTo("partial: bpf");
    assertThat(refused.run(JOB).failed()).isTrue();
    assertThat(SandboxFactory.accepted(
                new Fixed(), new SandboxLevel("partial", List.of("bpf")), "partial")
            .unavailableReason())
        .isEmpty();
    assertThat(SandboxFactory.accepted(new Fixed(), SandboxLevel.none("x"), "partial")
            .unavailableReason())
        .contains("x");
  }

  /** A sandbox that runs nothing. */
  private record Fixed() implements Sandbox {
    @Override
    public String name() {
      return "fixed";
    }

    @Override
    public io.vertx.core.Future<JobResult> run(Job job) {
      return io.vertx.core.Future.failedFuture("fixed");
    }
  }

  @Test
  void readsTheStatusOfAStart() throws Exception {
    LaunchStatus started = LaunchStatus.parse("entered\n");
    LaunchStatus missing = LaunchStatus.parse("entered\nexec 2\n");
    LaunchStatus forbidden = LaunchStatus.parse("entered\nexec 13\n");

    started.requireStart(JOB, "");
    assertThat(started.isNotFound()).isFalse();
    missing.requireStart(JOB, "");
    assertThat(missing.isNotFound()).isTrue();
    assertThat(forbidden.isNotFound()).isFalse();
  }

  @Test
  void failsIfTheSandboxOrTheProgramOfTheStudioWasNotStarted() {
    Job own = new Job(
        List.of("a"), Map.of(), Map.of(), JOB.timeLimit(), "", Optional.of(Path.of("/p")), false);

    assertThatThrownBy(() -> LaunchStatus.parse("").requireStart(JOB, "bwrap: no namespaces\n"))
        .hasMessageContaining("bwrap: no namespaces");
    assertThatThrownBy(() -> LaunchStatus.parse("failed no space\n").requireStart(JOB, "x"))
        .hasMessageContaining("no space");
    assertThatThrownBy(() -> LaunchStatus.parse("entered\nexec 8\n").requireStart(own, ""))
        .hasMessageContaining("error 8");
  }
}
