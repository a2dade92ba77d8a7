package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.cli.context.CommandContext;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptSignalTest {
  @TempDir
  Path folder;

  /** Atelier with a node whose projects never end. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      var context = CommandContext.ofProcess(
          (settings, project, record) -> Future.succeededFuture(new FakeNode()),
          (vertx, settings) -> {
            throw new IllegalStateException("doctor is not supported");
          },
          folder -> false);
      System.exit(Commands.run(args, context));
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  @Timeout(60)
  void aSignalStopsRunCleanly(String signal, int code) throws Exception {
    var process = start("run", "a shop", "--project", "shop");
    var output = process.inputReader(StandardCharsets.UTF_8);
    readUntil(output, "Designing system for");

    signal(process, signal);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(output.lines()).anyMatch(line -> line.contains("atelier run --project shop"));
  }

  @Test
  @Timeout(60)
  void aSignalStopsServeCleanly() throws Exception {
    var process = start("serve");
    var output = process.inputReader(StandardCharsets.UTF_8);
    readUntil(output, "Resuming 2 projects");

    signal(process, "TERM");

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(output.lines()).anyMatch(line -> line.contains("Stopping"));
  }

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ATELIER_"));
    return builder.start();
  }

  private static void signal(Process process, String signal) throws Exception {
    var killProcess =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
    assertThat(killProcess.waitFor()).isZero();
  }

  private static void readUntil(BufferedReader output, String text) throws IOException {
    var line = output.readLine();
    while (line != null && !line.contains(text)) {
      line = output.readLine();
    }
    assertThat(line).as("a line with: " + text).isNotNull();
  }
}
