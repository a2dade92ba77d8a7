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
 * An installed executable of a toolchain: a trusted program that reads untrusted text. It runs with
 * limits, without this node's environment, in a temporary folder.
 *
 * @param home the home folder if the tool needs it, as the proxies of rustup do; else it gets an
 *     empty one
 */
record Tool(String name, String version, Path file, Optional<Path> home) {
  private static final int MAX_OUTPUT_BYTES = 256 * 1024;
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);
  private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)*");

  /** The arguments that print the version, for tools without {@code --version}. */
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
   * Limits that the shell sets before it executes the tool: no core file, 60 s of processor time,
   * files of 32 MiB (in blocks of 512 bytes), 1 GiB of memory (in KiB).
   */
  private static final List<String> LIMITING_SHELL = List.of(
      "/bin/sh",
      "-c",
      "ulimit -c 0; ulimit -t 60; ulimit -f 65536; ulimit -d 1048576; exec \"$@\"",
      "sh");

  /** The result of a run. */
  record ToolRun(boolean timedOut, int exitCode, String output) {}

  /** Returns the tool if it prints its version, with an empty home or else with the user's. */
  static Optional<Tool> probe(String name, Path file) {
    List<Optional<Path>> homes =
        List.of(Optional.empty(), Optional.of(Path.of(System.getProperty("user.home", "/"))));
    for (Optional<Path> home : homes) {
      Tool tool = new Tool(name, "", file, home);
      try (TempDirectory scratch = TempDirectory.open()) {
        List<String> versionArguments = VERSION_ARGUMENTS.getOrDefault(name, List.of("--version"));
        ToolRun run = tool.run(versionArguments, scratch, PROBE_TIMEOUT);
        if (!run.timedOut() && run.exitCode() == 0) {
          Matcher version = VERSION.matcher(run.output());
          return Optional.of(new Tool(name, version.find() ? version.group() : "", file, home));
        }
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Runs until it ends or times out; kills it and its children before it returns. Blocking. */
  ToolRun run(List<String> arguments, TempDirectory scratch, Duration timeout) throws IOException {
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
      ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      killTree(process);
    }
    return new ToolRun(
        !ended, ended ? process.exitValue() : -1, readHead(scratch.capturedOutput()));
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

  /** Kills the process tree; lists the children first, before they lose their parent. */
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
