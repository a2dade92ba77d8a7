package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.event.ReachedLimit;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processor time and wall time of jobs, measured with programs that use the one or the other. */
final class TimeLimitTest {
  private static final String SPIN = "import time\nwhile time.process_time() < %s: pass\n";

  private static Vertx vertx;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static Sandbox sandbox(String kind) {
    Settings.Runner settings = new Settings.Runner(kind, Duration.ofSeconds(10), 300L << 20, false);
    Sandbox sandbox = await(SandboxFactory.create(vertx, settings));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
    return sandbox;
  }

  private static Job job(Duration cpu, Map<String, String> files, String... command) {
    return new Job(List.of(command), files, Map.of(), TimeLimit.ofCpu("runner.timeout", cpu));
  }

  /** The wall time is long enough for a machine that does much else. */
  private static JobResult run(String kind, String program) {
    Job job = new Job(
        // A version manager's python3 in front of it may not find its own modules.
        List.of("/usr/bin/python3", "main.py"),
        Map.of("main.py", program),
        Map.of(),
        new TimeLimit(
            "runner.timeout", Optional.of(Duration.ofSeconds(1)), Duration.ofMinutes(2), 120));
    return await(sandbox(kind).run(job));
  }

  private static void assertOutOfCpuTime(JobResult result) {
    assertThat(result.end()).as(result.toString()).isEqualTo(End.TIMED_OUT);
    ReachedLimit limit = result.limit().orElseThrow();
    assertThat(limit.name()).isEqualTo("CPU time");
    assertThat(limit.describe())
        .matches("stopped after 1\\.\\d+ s of CPU time \\(limit runner.timeout 1 s\\)");
    assertThat(result.cpuMs()).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bubblewrap", "none"})
  void doesNotTakeWaitingForWork(String kind) {
    JobResult result = await(sandbox(kind).run(job(Duration.ofSeconds(1), Map.of(), "sleep", "2")));

    assertThat(result.succeeded()).as(result.toString()).isTrue();
    assertThat(result.durationMs()).isGreaterThanOrEqualTo(2_000);
    assertThat(result.cpuMs()).isLessThan(1_000);
    assertThat(result.limit()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bubblewrap", "none"})
  void stopsWhatComputesTooLong(String kind) {
    assertOutOfCpuTime(run(kind, "while True: pass"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bubblewrap", "none"})
  void countsManyShortChildren(String kind) {
    // As root, all jobs share one limit of processes, which those of other tests may reach.
    assertOutOfCpuTime(run(kind, """
        import subprocess
        while True:
            try:
                subprocess.run(['true'])
            except BlockingIOError:
                pass
        """));
  }

  @Test
  void countsOrphansOfANamespace() {
    assertOutOfCpuTime(run("bubblewrap", """
        import os
        while True:
            child = os.fork()
            if child == 0:
                if os.fork() == 0:
                    for _ in range(100_000): pass
                os._exit(0)
            os.waitpid(child, 0)
        """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bubblewrap", "none"})
  void reportsTheTimeOfAnEndedChild(String kind) {
    JobResult result = await(sandbox(kind)
        .run(job(
            Duration.ofSeconds(10),
            Map.of("main.py", SPIN.formatted("0.5")),
            "sh",
            "-c",
            "python3 main.py; sleep 0.2")));

    assertThat(result.succeeded()).as(result.toString()).isTrue();
    assertThat(result.cpuMs()).isBetween(450L, 2_000L);
  }

  @Test
  void namesTheLimitOfFileSizes() {
    JobResult result = await(sandbox("bubblewrap")
        .run(job(Duration.ofSeconds(10), Map.of(), "truncate", "-s", "65M", "big")));

    assertThat(result.limit().map(ReachedLimit::describe))
        .as(result.toString())
        .hasValue("stopped after 64 MiB of file size (limit 64 MiB)");
  }

  @Test
  void runsAJobAloneAfterTheOthersHaveEndedAndBeforeLaterOnes(@TempDir Path folder)
      throws IOException {
    Sandbox sandbox = sandbox("none");
    String log = folder.resolve("log").toString();
    String script = "echo begin $1 >>" + log + "; sleep 0.2; echo end $1 >>" + log;

    Future<JobResult> first = sandbox.run(named(script, "first"));
    Future<JobResult> alone = sandbox.run(named(script, "alone").runAlone());
    Future<JobResult> later = sandbox.run(named(script, "later"));
    Future<JobResult> last = sandbox.run(named(script, "last"));
    await(Future.all(first, alone, later, last));

    List<String> lines = Files.readAllLines(Path.of(log));
    int begin = lines.indexOf("begin alone");
    assertThat(lines).hasSize(8);
    assertThat(lines.get(begin + 1)).isEqualTo("end alone");
    assertThat(begin % 2).isZero();
  }

  private static Job named(String script, String name) {
    return job(Duration.ofSeconds(5), Map.of(), "sh", "-c", script, "sh", name);
  }
}
