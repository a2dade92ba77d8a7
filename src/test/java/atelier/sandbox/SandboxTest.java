package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.cancel.Cancellation;
import atelier.config.Settings;
import atelier.rig.Eventually;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an untrusted program may and may not do, tested with such programs. */
final class SandboxTest {
  private static Vertx vertx;
  private static Sandbox sandbox;

  @BeforeAll
  static void choose() {
    vertx = Vertx.vertx();
    sandbox = await(SandboxFactory.create(vertx, settings("auto")));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static Settings.Runner settings(String kind) {
    return new Settings.Runner(kind, Duration.ofSeconds(10), 300L << 20, false);
  }

  private static JobResult python(String program) {
    return run(Duration.ofSeconds(10), Map.of("main.py", program), "python3", "main.py");
  }

  private static JobResult run(Duration timeout, Map<String, String> files, String... command) {
    return await(sandbox.run(new Job(List.of(command), files, timeout)));
  }

  @Test
  void runsACommandOnItsFilesAndReturnsTheResult() {
    JobResult outcome = python("import sys; print('hällo'); sys.exit(3)");

    assertThat(outcome.end()).isEqualTo(End.EXITED);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).isEqualTo("hällo\n");
    assertThat(outcome.errorOutput()).isEmpty();
  }

  /** The pipes belong to another user than the program. */
  @Test
  void aProgramCanOpenItsOutputByName() {
    JobResult outcome = run(
        Duration.ofSeconds(10),
        Map.of(),
        "sh",
        "-c",
        "echo out > /dev/stdout; echo err > /dev/stderr");

    assertThat(outcome.output()).contains("out\n", "err\n");
    assertThat(outcome.errorOutput()).isEqualTo("err\n");
  }

  @Test
  void letsAProgramWriteToItsFolderAndDeletesTheFiles() throws Exception {
    JobResult outcome = python("open('out.txt', 'w').write('x'); print(open('out.txt').read())");

    assertThat(outcome.output()).isEqualTo("x\n");
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.filter(path -> path.getFileName()
              .toString()
              .startsWith("atelier-run-" + ProcessHandle.current().pid())))
          .isEmpty();
    }
  }

  /** Libraries keep threads of the common pool busy for seconds, and on two cores it has one. */
  @Test
  void endsAJobWhileTheCommonPoolIsBusy() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
      ForkJoinPool.commonPool().execute(() -> {
        try {
          end.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      });
    }
    try {
      assertThat(run(Duration.ofMillis(400), Map.of(), "sh", "-c", "sleep 4711 & sleep 4711"))
          .satisfies(result -> assertThat(result.end()).isEqualTo(End.TIMED_OUT))
          .satisfies(result -> assertThat(result.durationMs()).isLessThan(5_000));
    } finally {
      end.countDown();
    }
  }

  @Test
  void killsAServerWithItsChildrenAtTheTimeout() {
    JobResult outcome =
        run(Duration.ofMillis(400), Map.of(), "sh", "-c", "trap '' TERM; sleep 4711 & sleep 4711");

    assertThat(outcome.end()).isEqualTo(End.TIMED_OUT);
    assertThat(outcome.limit().orElseThrow().describe())
        .matches("stopped after \\S+ s of wall time \\(limit 5 × 0\\.4 s\\)");
    assertThat(outcome.errorOutput()).isEmpty();
    assertThat(ProcessHandle.allProcesses()
            .filter(one -> one.info().commandLine().orElse("").contains("sleep 4711")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print(open('/etc/shadow').read())",
        "import os; print(os.listdir('/root/.ssh'))",
        "open('/root/x', 'w')",
        "import os; print(os.listdir('/home/' + os.listdir('/home')[0] + '/.ssh'))",
        "open('/usr/x', 'w')",
        "open('/src/main.py', 'w')",
        "import socket; socket.create_connection(('127.0.0.1', 22), 1)",
        "import socket; socket.create_connection(('1.1.1.1', 53), 1)",
        "import os; os.kill(1, 9); os.kill(-1, 9); raise SystemExit(9)",
        "import ctypes; raise SystemExit(0 if ctypes.CDLL(None).unshare(0x10000000) == 0 else 1)",
        "open('big', 'wb').truncate(1 << 40)",
        "with open('/tmp/big', 'wb') as f: [f.write(b'x' * (1 << 20)) for _ in range(1 << 20)]"
      })
  void refuses(String attack) {
    JobResult outcome = python(attack);

    assertThat(outcome.succeeded()).as(outcome.output()).isFalse();
    assertThat(outcome.output()).doesNotContain("root:");
  }

  @Test
  void hidesTheEnvironmentOfTheParentProcess() {
    JobResult outcome = python("""
        import glob
        for name in glob.glob('/proc/[0-9]*/environ'):
            print(open(name).read().replace(chr(0), ' '))
        """);

    // Toolchains of the home folder are on the search path.
    String others = outcome.output().replaceAll(" PATH=\\S*", "");
    assertThat(others).contains("PATH=", "HOME=").doesNotContain("JAVA", "USER=root", "/root");
  }

  @Test
  void killsAProgramThatUsesTooMuchMemory() {
    JobResult outcome = python("x = []\nwhile True: x.append('x' * (1 << 20))");

    assertThat(outcome.end()).isEqualTo(End.OUT_OF_MEMORY);
    assertThat(outcome.limit().orElseThrow().describe())
        .matches("stopped after \\S+ MiB of memory \\(limit runner.memory 300 MiB\\)");
  }

  @Test
  void killsAProgramThatPrintsTooMuchAndKeepsTheBeginning() {
    JobResult outcome = run(Duration.ofSeconds(10), Map.of(), "yes");

    assertThat(outcome.end()).isEqualTo(End.TOO_MUCH_OUTPUT);
    assertThat(outcome.limit().orElseThrow().describe())
        .matches("stopped after \\S+ MiB of output \\(limit 1 MiB\\)");
    assertThat(outcome.output()).hasSize(256 * 1024).startsWith("y\ny\n");
  }

  @Test
  void keepsEachCharacterOfALongOutput() {
    JobResult outcome = python("print('x' + 'ü' * 100_000, end='')");

    assertThat(outcome.output()).isEqualTo("x" + "ü".repeat(100_000));
  }

  @Test
  void givesACommandItsInput() {
    String input = "ü".repeat(1 << 20);
    for (String kind : List.of("auto", "none")) {
      Job job = new Job(
          List.of("wc", "-c"),
          Map.of(),
          Map.of(),
          TimeLimit.ofWall(Duration.ofSeconds(10)),
          input,
          Optional.empty(),
          false);

      JobResult outcome =
          await(await(SandboxFactory.create(vertx, settings(kind))).run(job));

      assertThat(outcome.output().strip()).isEqualTo("2097152");
    }
  }

  @Test
  void survivesAForkBomb() {
    JobResult outcome =
        run(Duration.ofSeconds(3), Map.of("b.sh", "f() { f | f & }; f; wait"), "sh", "b.sh");

    assertThat(outcome.end())
        .isIn(End.EXITED, End.TIMED_OUT, End.TOO_MANY_PROCESSES, End.TOO_MUCH_OUTPUT);
    assertThat(python("print('next')").output()).isEqualTo("next\n");
  }

  @Test
  void reportsAMissingCommand() {
    JobResult outcome = run(Duration.ofSeconds(5), Map.of(), "no-such-program");

    assertThat(outcome.end()).as(outcome.toString()).isEqualTo(End.NOT_FOUND);
  }

  @Test
  void givesAProgramAnEmptyInput() {
    assertThat(python("import sys; print(repr(sys.stdin.read()))").output()).isEqualTo("''\n");
  }

  @Test
  void runsTestsOfAPythonProject() {
    JobResult outcome = run(
        Duration.ofSeconds(10),
        Map.of("lib/a.py", "def one(): return 1\n", "lib/__init__.py", "", "test_a.py", """
            import unittest
            from lib.a import one

            class T(unittest.TestCase):
                def test(self):
                    self.assertEqual(1, one())
            """),
        "python3",
        "-m",
        "unittest",
        "-v");

    assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
    assertThat(outcome.errorOutput()).contains("OK");
  }

  @Test
  void runsNothingIfTurnedOff() {
    Sandbox off = await(SandboxFactory.create(vertx, settings("off")));

    assertThat(off.unavailableReason()).contains("off");
  }

  @Test
  void runsWithoutASandboxIfConfigured() {
    Sandbox none = await(SandboxFactory.create(vertx, settings("none")));
    Job job = new Job(List.of("sh", "-c", "cat a; env"), Map.of("a", "x\n"), Duration.ofSeconds(5));

    assertThat(await(none.run(job)).output()).startsWith("x\n").doesNotContain("JAVA");
    assertThat(await(none.run(new Job(List.of("no-such"), Map.of(), Duration.ofSeconds(5))))
            .end())
        .isEqualTo(End.NOT_FOUND);
  }

  private static boolean isRunning(String argument) {
    return ProcessHandle.current()
        .descendants()
        .anyMatch(process -> process.info().commandLine().orElse("").endsWith(argument));
  }

  @Test
  void aCancelledJobIsKilledWithAllItsProcesses() {
    Cancellation cancellation = new Cancellation();
    Job job =
        new Job(List.of("sh", "-c", "sleep 3071 & sleep 3072"), Map.of(), Duration.ofMinutes(50));
    var run = sandbox.run(job.until(cancellation));
    Eventually.holds(
        "the job runs",
        Duration.ofSeconds(20),
        () -> isRunning("sleep 3071") && isRunning("sleep 3072"));

    cancellation.cancel();

    assertThatThrownBy(() -> await(run)).isInstanceOf(CancellationException.class);
    assertThat(isRunning("sleep 3071") || isRunning("sleep 3072")).isFalse();
  }
}
