package atelier.language;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An executable of a toolchain that was found here: a trusted program, which is given untrusted
 * text. It runs with limits, without this node's environment, in a throwaway folder.
 *
 * @param home the home folder it cannot do without, as the proxies of rustup; else it is given an
 *     empty one
 */
record Tool(String name, String version, Path file, Optional<Path> home) {
  private static final int MAX_OUTPUT_BYTES = 256 * 1024;
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);
  private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)*");

  /** How to ask for the version, where {@code --version} is not understood. */
  private static final Map<String, List<String>> VERSION_ARGUMENTS = Map.of(
      "elixir",
      List.of("--short-version"),
      "gofmt",
      List.of(),
      "luac",
      List.of("-v"),
      "sh",
      List.of("-c", ":"));

  /**
   * Limits that the shell sets before it becomes the tool: no core file, 60 s of processor time,
   * files of 32 MiB (in blocks of 512 bytes), 1 GiB of memory (in KiB).
   */
  private static final List<String> LIMITING_SHELL = List.of(
      "/bin/sh",
      "-c",
      "ulimit -c 0; ulimit -t 60; ulimit -f 65536; ulimit -d 1048576; exec \"$@\"",
      "sh");

  /** What a run came to. */
  record ToolRun(boolean timedOut, int exitCode, String output) {}

  /** The tool in a file, if it answers: with an empty home, or else with the user's. */
  static Optional<Tool> probe(String name, Path file) {
    List<Optional<Path>> homes =
        List.of(Optional.empty(), Optional.of(Path.of(System.getProperty("user.home", "/"))));
    for (Optional<Path> home : homes) {
      Tool tool = new Tool(name, "", file, home);
      try (TempDirectory scratch = TempDirectory.open()) {
        List<String> ask = VERSION_ARGUMENTS.getOrDefault(name, List.of("--version"));
        ToolRun ran = tool.run(ask, scratch, PROBE_TIMEOUT);
        if (!ran.timedOut() && ran.exitCode() == 0) {
          Matcher version = VERSION.matcher(ran.output());
          return Optional.of(new Tool(name, version.find() ? version.group() : "", file, home));
        }
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Runs it to its end or to the limit; it and its children are gone when this returns. */
  ToolRun run(List<String> arguments, TempDirectory scratch, Duration limit) throws IOException {
    List<String> command = new ArrayList<>(LIMITING_SHELL);
    command.add(file.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(scratch.workFolder().toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(scratch.capturedOutput().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(scratch));
    Process process = builder.start();
    boolean ended = false;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      killTree(process);
    }
    return new ToolRun(!ended, ended ? process.exitValue() : -1, readHead(scratch.capturedOutput()));
  }

  private Map<String, String> environment(TempDirectory scratch) {
    return Map.of(
        "PATH",
        file.getParent() + ":/usr/local/bin:/usr/bin:/bin",
        "HOME",
        home.orElse(scratch.homeFolder()).toString(),
        "TMPDIR",
        scratch.outputFolder().toString(),
        "LANG",
        "C.UTF-8");
  }

  /** Ends the whole tree: children are listed before their parent's death gives them away. */
  private static void killTree(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    children.forEach(child -> child.onExit().join());
  }

  private static String readHead(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
    }
  }
}
