package atelier.packages.egress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks the package managers of this machine, each question in a process with limits of time and
 * output, in a folder of its own without files of any project. Blocking. Closing deletes the
 * folder.
 */
final class ClientQuestions implements AutoCloseable {
  private static final long MAX_OUTPUT_BYTES = 4 << 20;
  private static final long POLL_MS = 20;

  private final Map<String, String> environment;
  private final Duration limit;
  private final Path folder;
  private int asked;
  private boolean failed;

  ClientQuestions(Map<String, String> environment, Duration limit) throws IOException {
    this.environment = Map.copyOf(environment);
    this.limit = limit;
    this.folder = Files.createTempDirectory("atelier-registry-");
  }

  /** The variables of this process. */
  static Map<String, String> ownEnvironment() {
    return Map.copyOf(new ProcessBuilder().environment());
  }

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  Path home() {
    String home = variable("HOME");
    return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
  }

  /** A new folder, which is deleted too. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "");
  }

  boolean isInstalled(String program) {
    return find(program).isPresent();
  }

  private Optional<Path> find(String program) {
    if (program.contains("/")) {
      return Optional.of(Path.of(program));
    }
    return Arrays.stream(variable("PATH").split(":"))
        .filter(entry -> entry.startsWith("/"))
        .map(entry -> Path.of(entry, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Whether a command failed: then less may be known than at another time. */
  boolean haveFailed() {
    return failed;
  }

  /** Returns what a command prints; empty if it fails in any way. */
  Optional<String> ask(List<String> command) throws IOException {
    return ask(newFolder(), Map.of(), command);
  }

  /**
   * Returns what a command prints; empty if it fails in any way.
   *
   * @param changes variables that it gets; those with an empty value it does not get
   */
  Optional<String> ask(Path workFolder, Map<String, String> changes, List<String> command)
      throws IOException {
    Optional<Path> program = find(command.get(0));
    if (program.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(command);
    words.set(0, program.get().toString());
    asked++;
    Path output = folder.resolve("output-" + asked);
    ProcessBuilder builder = new ProcessBuilder(words)
        .directory(workFolder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    changes.forEach((name, value) -> {
      builder.environment().remove(name);
      if (!value.isEmpty()) {
        builder.environment().put(name, value);
      }
    });
    if (!hasSucceeded(builder.start(), output)) {
      failed = true;
      return Optional.empty();
    }
    return Optional.of(Files.readString(output, StandardCharsets.ISO_8859_1));
  }

  private boolean hasSucceeded(Process process, Path output) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() > end || Files.size(output) > MAX_OUTPUT_BYTES) {
          return false;
        }
      }
      return process.exitValue() == 0 && Files.size(output) <= MAX_OUTPUT_BYTES;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
