package atelier.role;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExamplePassed;
import atelier.event.ProofEvent.ExecutionSkipped;
import atelier.event.ProofEvent.ExecutionSuccess;
import atelier.event.ReachedLimit;
import atelier.role.Runner.Purpose;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.JobResult.End;
import atelier.sandbox.ProbePlan;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.ProbeReport.ServerReport;
import atelier.sandbox.ProbeReport.StepReport;
import atelier.sandbox.Prober;
import atelier.sandbox.Sandbox;
import atelier.schedule.ScriptedTools;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What reaches a limit of time runs once more, alone, before it counts. */
final class SecondRunTest {
  private final List<String> runs = new ArrayList<>();
  private final List<Duration> cpuTimes = new ArrayList<>();
  private boolean hangsAlone;
  private long cpuMs = 10;

  private boolean hangs(boolean alone) {
    runs.add(alone ? "alone" : "beside others");
    return !alone || hangsAlone;
  }

  /** Its jobs reach the limit of processor time unless they run alone. */
  private final class BusySandbox implements Sandbox {
    @Override
    public String name() {
      return "busy";
    }

    @Override
    public Future<JobResult> run(Job job) {
      Duration cpu = job.timeLimit().cpu().orElseThrow();
      cpuTimes.add(cpu);
      ReachedLimit limit = ReachedLimit.cpuTime(job.timeLimit().setting(), cpu, 10_200);
      return Future.succeededFuture(
          hangs(job.alone())
              ? new JobResult(
                  End.TIMED_OUT, -1, 11_000, 10_200, Optional.of(limit), "slow", "", "h")
              : new JobResult(End.EXITED, 0, 20, 10, Optional.empty(), "", "", "h"));
    }
  }

  /** Its programs reach the limit of wall time unless they run alone. */
  private final class BusyProber implements Prober {
    @Override
    public String unavailableReason() {
      return "";
    }

    @Override
    public Future<ProbeReport> play(ProbePlan plan, Map<String, String> files) {
      return report(hangs(false));
    }

    @Override
    public Future<ProbeReport> playAlone(ProbePlan plan, Map<String, String> files) {
      return report(hangs(true));
    }

    private Future<ProbeReport> report(boolean timedOut) {
      StepReport step = new StepReport(
          timedOut ? Optional.empty() : Optional.of(0),
          Optional.empty(),
          timedOut,
          false,
          "",
          "",
          false,
          timedOut ? 50_100 : 20,
          Optional.of(cpuMs),
          Map.of());
      ServerReport server =
          new ServerReport(!timedOut, timedOut ? 50_100 : 1, 4_000, Optional.empty(), "", "");
      return Future.succeededFuture(new ProbeReport(List.of(step), Optional.of(server), List.of()));
    }
  }

  private Event perform(Purpose purpose, String... command) {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    Tools tools = new Tools(
        "n",
        scripted.llm(),
        scripted.prompts(),
        scripted.scanner(),
        scripted.toolchains(),
        new BusySandbox(),
        new BusyProber(),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        new Tools.RolePolicy(
            3, false, "A <a@b>", false, Duration.ofSeconds(10), Tools.ProofPolicy.DEFAULT),
        message -> {});
    Example.StepResult ended = new Example.StepResult(
        Optional.of(0), ExpectedText.ANYTHING, ExpectedText.ANYTHING, Map.of());
    Example example = new Example(
        "shown",
        "quote",
        Map.of(),
        List.of(new Example.Step(List.of(command), "", ended)),
        List.of(),
        Map.of(),
        List.of());
    Runner.Run run = new Runner.Run(
        "p",
        purpose,
        "shown",
        1,
        List.of(command),
        0,
        List.of(new Runner.TimedExample(example, 0)),
        List.of(),
        "",
        Map.of("a.py", "x"),
        "0123456789abcdef",
        0);
    return await(new Runner().perform(run, tools)).get(0);
  }

  private void assertRanTwice() {
    assertThat(runs).containsExactly("beside others", "alone");
  }

  @Test
  void aCheckPassesIfItDoesAlone() {
    assertThat(perform(Purpose.CHECK, "python3", "a.py"))
        .isInstanceOfSatisfying(CheckPassed.class, passed -> {
          assertThat(passed.evidence().cpuMs()).hasValue(10L);
          assertThat(passed.evidence().limit()).isEmpty();
        });
    assertRanTwice();
    assertThat(cpuTimes).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  @Test
  void aCheckThatReachesTheLimitAloneHasFailedAndNamesIt() {
    hangsAlone = true;

    assertThat(perform(Purpose.CHECK, "python3", "a.py"))
        .isInstanceOfSatisfying(CheckFailed.class, failed -> {
          assertThat(failed.evidence().cpuMs()).hasValue(10_200L);
          assertThat(failed.evidence().end())
              .isEqualTo("stopped after 10.2 s of CPU time (limit runner.timeout 10 s)");
        });
    assertRanTwice();
  }

  @Test
  void aCheckThatBuildsHasTheTimeForBuilding() {
    hangsAlone = true;

    Evidence evidence = ((CheckFailed) perform(Purpose.CHECK, "go", "test", "./...")).evidence();

    assertThat(evidence.end()).contains("(limit runner.build-timeout 300 s)");
    assertThat(cpuTimes).containsOnly(Duration.ofMinutes(5));
  }

  @Test
  void anExamplePassesIfItDoesAlone() {
    assertThat(perform(Purpose.EXAMPLE, "python3", "a.py")).isInstanceOf(ExamplePassed.class);
    assertRanTwice();
  }

  @Test
  void anExampleThatReachesTheLimitAloneHasFailedAndNamesIt() {
    hangsAlone = true;

    assertThat(perform(Purpose.EXAMPLE, "python3", "a.py"))
        .isInstanceOfSatisfying(
            ExampleFailed.class,
            failed -> assertThat(failed.evidence().end())
                .isEqualTo("stopped after 50.1 s of wall time (limit runner.timeout 5 × 10 s)"));
    assertRanTwice();
  }

  @Test
  void anExampleNamesTheLimitOfProcessorTime() {
    hangsAlone = true;
    cpuMs = 10_300;

    assertThat(perform(Purpose.EXAMPLE, "python3", "a.py"))
        .isInstanceOfSatisfying(ExampleFailed.class, failed -> {
          assertThat(failed.evidence().cpuMs()).hasValue(10_300L);
          assertThat(failed.evidence().end())
              .isEqualTo("stopped after 10.3 s of CPU time (limit runner.timeout 10 s)");
        });
  }

  @Test
  void aStartCommandListensIfItDoesAlone() {
    assertThat(perform(Purpose.START, "python3", "a.py")).isInstanceOf(ExecutionSuccess.class);
    assertRanTwice();
  }

  @Test
  void aStartCommandThatNeverListensIsNotRunAThirdTime() {
    hangsAlone = true;

    assertThat(perform(Purpose.START, "python3", "a.py"))
        .isInstanceOfSatisfying(
            ExecutionSkipped.class,
            skipped -> assertThat(skipped.reason())
                .isEqualTo("python3 neither listened on a port nor ended within the time limit: "
                    + "stopped after 50.1 s of wall time (limit runner.timeout 5 × 10 s)"));
    assertRanTwice();
  }
}
