package atelier.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of the machine, each within half a minute. */
final class Shell {
  private static final long MAX_SECONDS = 30;

  private Shell() {}

  /** What it printed, and how it ended. */
  record Ended(int exit, String output) {
    List<String> lines() {
      return output.lines().toList();
    }
  }

  static Ended tried(String input, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Ended(-1, output + "\n(it did not end)");
      }
      return new Ended(process.exitValue(), output);
    } catch (IOException e) {
      return new Ended(-1, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(-1, "interrupted");
    }
  }

  static Ended run(String... command) {
    return done(tried("", command), Arrays.toString(command));
  }

  /** Many commands of {@code ip} at once, a line each. */
  static void ip(List<String> lines) {
    done(tried(String.join("\n", lines) + "\n", "ip", "-batch", "-"), lines.toString());
  }

  private static Ended done(Ended ended, String command) {
    if (ended.exit() != 0) {
      throw new UncheckedIOException(new IOException(command + " failed: " + ended.output()));
    }
    return ended;
  }
}
