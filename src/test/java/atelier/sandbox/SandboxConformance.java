package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.cancel.Cancellation;
import atelier.sandbox.JobResult.End;
import atelier.sandbox.ProbePlan.Request;
import atelier.sandbox.ProbePlan.Step;
import atelier.sandbox.ProbeReport.StepReport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What every sandbox does, on this machine and elsewhere. */
public abstract class SandboxConformance {
  /** The memory limit of the sandbox under test. */
  protected static final long MEMORY_BYTES = 300L << 20;

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /** Says hello to everybody who asks. */
  private static final String SERVER = """
      import http.server, os

      class Handler(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              self.send_response(200)
              self.end_headers()
              self.wfile.write("hällo".encode())

      http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
      """;

  /** Returns the sandbox under test. */
  protected abstract Sandbox sandbox();

  private JobResult run(Duration timeout, Map<String, String> files, String... command) {
    return await(sandbox().run(new Job(List.of(command), files, timeout)));
  }

  private JobResult shell(String script) {
    return run(TEN_SECONDS, Map.of(), "sh", "-c", script);
  }

  @Test
  void returnsOutputAndExitCode() {
    JobResult result = shell("echo out; echo hällo >&2; exit 7");

    assertThat(result.end()).isEqualTo(End.EXITED);
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.limit()).isEmpty();
    assertThat(result.output()).contains("out\n", "hällo\n");
    assertThat(result.errorOutput()).isEqualTo("hällo\n");
    assertThat(result.outputHash()).hasSize(64);
  }

  @Test
  void reportsASignal() {
    assertThat(shell("kill -9 $$").exitCode()).isEqualTo(137);
    assertThat(shell("exit 255").exitCode()).isEqualTo(255);
  }

  @Test
  void reportsAMissingCommand() {
    assertThat(run(TEN_SECONDS, Map.of(), "no-such-program", "x").end()).isEqualTo(End.NOT_FOUND);
    assertThat(shell("no-such-program").exitCode()).isEqualTo(127);
  }

  @Test
  void givesTheCommandItsFiles() {
    String longPath = "a".repeat(60) + "/" + "ü".repeat(40) + "/file.txt";
    Map<String, String> files = Map.of(
        "src/a b/ü.txt",
        "eins\n",
        longPath,
        "zwei\n",
        "tool.sh",
        "#!/bin/sh\necho \"$1\"\n",
        "empty",
        "");

    JobResult result = run(
        TEN_SECONDS,
        files,
        "sh",
        "-c",
        "cat 'src/a b/ü.txt' " + longPath + " empty; ./tool.sh \"it's\"; find . -type f | wc -l");

    assertThat(result.output()).isEqualTo("eins\nzwei\nit's\n4\n");
  }

  @Test
  void givesEachJobACleanCopy() {
    Map<String, String> files = Map.of("a.txt", "a");
    String script = "cat a.txt; ls /tmp/left left 2>/dev/null; echo x > a.txt; echo > left;"
        + " echo > $TMPDIR/left";

    assertThat(run(TEN_SECONDS, files, "sh", "-c", script).output()).isEqualTo("a");
    assertThat(run(TEN_SECONDS, files, "sh", "-c", script).output()).isEqualTo("a");
  }

  @Test
  void givesVariablesInputAndNothingOfOurs() {
    Job job = new Job(
        List.of("sh", "-c", "echo \"$QUOTED\"; wc -c; env; id -u"),
        Map.of(),
        Map.of("QUOTED", "it's \"$HOME\" `x`"),
        TimeLimit.ofWall(TEN_SECONDS),
        "ü".repeat(100_000),
        Optional.empty(),
        false);

    // Toolchains of the home folder are on the search path.
    assertThat(await(sandbox().run(job)).output().replaceAll("(?m)^PATH=.*", "PATH"))
        .startsWith("it's \"$HOME\" `x`\n200000\n")
        .contains("\nPATH\n")
        .doesNotContain("JAVA", "TOKEN", "ATELIER_NODE", "/root");
    assertThat(shell("cat").output()).isEmpty();
  }

  @Test
  void endsWhatTakesTooLong() {
    JobResult result =
        run(Duration.ofMillis(400), Map.of(), "sh", "-c", "trap '' TERM; echo begun; sleep 4713");

    assertThat(result.end()).isEqualTo(End.TIMED_OUT);
    assertThat(result.exitCode()).isEqualTo(-1);
    assertThat(result.output()).isEqualTo("begun\n");
    assertThat(result.limit().orElseThrow().name()).isEqualTo("wall time");
    assertThat(ProcessHandle.allProcesses()
            .filter(one -> one.info().commandLine().orElse("").contains("sleep 4713")))
        .isEmpty();
  }

  @Test
  void endsWhatUsesTooMuchProcessorTime() {
    Job job = new Job(
        List.of("sh", "-c", "while :; do :; done & while :; do :; done"),
        Map.of(),
        Map.of(),
        new TimeLimit(
            "runner.timeout", Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(25), 25));

    JobResult result = await(sandbox().run(job));

    assertThat(result.end()).isEqualTo(End.TIMED_OUT);
    assertThat(result.limit().orElseThrow().name()).isEqualTo("CPU time");
    assertThat(result.cpuMs()).isGreaterThan(1_000);
  }

  @Test
  void measuresProcessorTime() {
    JobResult busy =
        run(Duration.ofSeconds(20), Map.of(), "python3", "-c", "sum(i for i in range(30_000_000))");

    assertThat(busy.cpuMs()).isGreaterThan(100).isLessThan(20_000);
    assertThat(shell("sleep 0.6").cpuMs()).isLessThan(400);
    assertThat(shell("sleep 0.6").durationMs()).isBetween(500L, 9_000L);
  }

  @Test
  void endsWhatPrintsTooMuch() {
    JobResult result = run(TEN_SECONDS, Map.of(), "yes");

    assertThat(result.end()).isEqualTo(End.TOO_MUCH_OUTPUT);
    assertThat(result.limit().orElseThrow().name()).isEqualTo("output");
    assertThat(result.output()).hasSize(256 * 1024).startsWith("y\ny\n");
  }

  @Test
  void endsWhatUsesTooMuchMemory() {
    JobResult result = run(
        TEN_SECONDS, Map.of(), "python3", "-c", "x = []\nwhile True: x.append('x' * (1 << 20))");

    assertThat(result.end()).as(result.toString()).isEqualTo(End.OUT_OF_MEMORY);
    assertThat(result.limit().orElseThrow().setting()).isEqualTo("runner.memory");
  }

  @Test
  void limitsTheSizeOfAFile() {
    JobResult result = shell("ulimit -f; exec dd if=/dev/zero of=big bs=1M count=100 status=none");

    assertThat(result.succeeded()).as(result.output()).isFalse();
    assertThat(result.output()).doesNotContain("unlimited");
  }

  @Test
  void refusesAFileOutsideOfTheFolder() {
    assertThatThrownBy(() -> await(sandbox()
            .run(new Job(List.of("true"), Map.of("../outside", "x"), TEN_SECONDS))
            .recover(problem -> Future.failedFuture(new IllegalStateException(problem)))))
        .hasMessageContaining("outside of the folder");
  }

  @Test
  void runsJobsAtTheSameTimeAndOneAlone() {
    List<Future<JobResult>> all = List.of(
        sandbox().run(new Job(List.of("echo", "1"), Map.of(), TEN_SECONDS)),
        sandbox().run(new Job(List.of("echo", "2"), Map.of(), TEN_SECONDS)),
        sandbox().run(new Job(List.of("echo", "3"), Map.of(), TEN_SECONDS).runAlone()),
        sandbox().run(new Job(List.of("echo", "4"), Map.of(), TEN_SECONDS)));

    await(Future.all(all));

    assertThat(all)
        .extracting(one -> one.result().output())
        .containsExactly("1\n", "2\n", "3\n", "4\n");
  }

  @Test
  void leavesNoChildRunning() {
    shell("setsid sleep 4714 >/dev/null 2>&1 & sleep 4714 >/dev/null 2>&1 & echo done");

    assertThat(ProcessHandle.allProcesses()
            .filter(one -> one.info().commandLine().orElse("").contains("sleep 4714")))
        .isEmpty();
  }

  @Test
  void playsAnExample() {
    ProbePlan.Limits limits =
        new ProbePlan.Limits(TEN_SECONDS, TEN_SECONDS, Duration.ofSeconds(20));
    Step step = new Step(List.of("sh", "-c", "cat; cat a; echo x > b; exit 3"), "in\n", List.of());
    Step next = new Step(List.of("cat", "b"), "", List.of("b"));
    ProbePlan commands =
        new ProbePlan(Map.of(), Map.of(), limits, List.of(step, next), List.of(), List.of());
    Request request = new Request(false, "GET", "/", Map.of(), Optional.empty());
    ProbePlan served = new ProbePlan(
        Map.of(), Map.of(), limits, List.of(), List.of("python3", "server.py"), List.of(request));
    NativeProber prober = new NativeProber(sandbox());

    List<StepReport> steps = await(prober.play(commands, Map.of("a", "file\n"))).steps();
    Future<ProbeReport> report = prober.playAlone(served, Map.of("server.py", SERVER));

    assertThat(steps.get(0).stdout()).isEqualTo("in\nfile\n");
    assertThat(steps.get(0).exit()).hasValue(3);
    assertThat(steps.get(1).files()).containsEntry("b", "x\n");
    if (sandbox().hasLoopback()) {
      assertThat(await(report).responses().get(0).body()).isEqualTo("hällo");
    } else {
      assertThatThrownBy(() -> await(report)).hasMessageContaining("a server cannot be tried here");
    }
  }

  @Test
  void findsTheInstalledTools() {
    assertThat(await(sandbox().tools())).anyMatch(tool -> tool.matches("python3 3\\..*"));
    assertThat(sandbox().limits().orElseThrow().memoryBytes()).isEqualTo(MEMORY_BYTES);
    assertThat(sandbox().unavailableReason()).isEmpty();
  }

  @Test
  void aCancelledJobHasNoResult() {
    Cancellation cancellation = new Cancellation();
    Job job =
        new Job(List.of("sh", "-c", "sleep 300 & sleep 300"), Map.of(), Duration.ofMinutes(5));
    Future<JobResult> running = sandbox().run(job.until(cancellation));

    cancellation.cancel();

    assertThatThrownBy(() -> await(running)).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> await(sandbox().run(job.until(cancellation))))
        .as("nor is one started later")
        .isInstanceOf(CancellationException.class);
  }
}
