package atelier.language;

import atelier.event.Diagnostic;
import atelier.language.CheckReport.Level;
import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.JobResult.End;
import atelier.sandbox.Sandbox;
import atelier.sandbox.TimeLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the installed tool of a language on one file, in the sandbox: to the tool the project's
 * files are input that nobody trusts. Blocking.
 *
 * @param tools the names of the tools that the sandbox has
 * @param timeout the processor time of a check
 */
record ToolRunner(
    Language language, SourceTree sources, Sandbox sandbox, Set<String> tools, Duration timeout) {
  private static final int MAX_TREE_CHARS = 16 * 1024 * 1024;

  /** A folder for what a compiler writes, which is deleted with the job's files. */
  private static final String OUTPUT_FOLDER = "atelier-check-output";

  /** The wall time, in multiples of the processor time: other work may hold the processors. */
  private static final int WALL_FACTOR = 3;

  /** How long a check may wait for its turn, beyond its own time. */
  private static final Duration QUEUE_TIMEOUT = Duration.ofMinutes(10);

  /**
   * Runs the first installed tool; level NONE if none is installed or the tool itself failed.
   *
   * @param strict whether one inconclusive message makes all messages unreliable
   */
  CheckReport run(Optional<ToolCheck> check, boolean strict) throws IOException {
    Optional<String> tool =
        check.flatMap(wanted -> wanted.tools().stream().filter(tools::contains).findFirst());
    if (tool.isEmpty()) {
      return report(Level.NONE, List.of());
    }
    Map<String, String> files = toolInput();
    if (!files.containsKey(sources.path())) {
      return report(
          Level.SYNTAX, List.of(new Diagnostic(0, 0, "no file can have this path: rename it")));
    }
    Optional<List<String>> arguments = arguments(check.get());
    return arguments.isEmpty()
        ? report(Level.NONE, List.of())
        : interpret(check.get(), run(tool.get(), arguments.get(), files), strict);
  }

  /** Returns the sources only: no file that configures a tool, or that chooses its version. */
  private Map<String, String> toolInput() {
    Map<String, String> files = new HashMap<>();
    add(files, sources.path(), sources.text());
    language.toolFiles.apply(sources).forEach((path, text) -> add(files, path, text));
    int chars = sources.text().length();
    for (Map.Entry<String, String> file : sources.files().entrySet()) {
      boolean isSource = Languages.of(file.getKey())
          .filter(known -> known.syntaxCheck.isPresent())
          .isPresent();
      chars += file.getValue().length();
      if (isSource && chars <= MAX_TREE_CHARS) {
        add(files, file.getKey(), file.getValue());
      }
    }
    return files;
  }

  /** Adds a file unless its path is impossible beside those before it. */
  private static void add(Map<String, String> files, String path, String text) {
    if (SourceTree.isRelativePath(path)
        && files.keySet().stream()
            .noneMatch(each -> each.startsWith(path + "/") || path.startsWith(each + "/"))) {
      files.putIfAbsent(path, text);
    }
  }

  private JobResult run(String tool, List<String> arguments, Map<String, String> files)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(arguments);
    Duration wall = timeout.multipliedBy(WALL_FACTOR);
    TimeLimit limit = new TimeLimit("", Optional.of(timeout), wall, WALL_FACTOR);
    try {
      return sandbox
          .run(new Job(command, files, Map.of(), limit).withToolchainsOf(sources.files()))
          .toCompletionStage()
          .toCompletableFuture()
          .get(wall.plus(QUEUE_TIMEOUT).toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(tool + " was stopped", stopped);
    } catch (ExecutionException | TimeoutException problem) {
      throw new IOException(tool + " could not be run in the sandbox", problem);
    }
  }

  private Optional<List<String>> arguments(ToolCheck check) {
    Optional<String> root = language.mainFiles.contains(sources.path())
        ? Optional.of(sources.path())
        : language.mainFiles.stream().filter(sources.files()::containsKey).findFirst();
    if (check.arguments().contains("{root}") && root.isEmpty()) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    for (String argument : check.arguments()) {
      arguments.add(
          switch (argument) {
            // A name that starts with a dash would be an option.
            case "{file}" -> "./" + sources.path();
            case "{root}" -> "./" + root.orElseThrow();
            case "{out}" -> OUTPUT_FOLDER;
            case "{check.exs}" -> ResourceFiles.text("check.exs");
            case "{check.py}" -> ResourceFiles.text("check.py");
            default -> argument;
          });
    }
    return Optional.of(arguments);
  }

  private CheckReport interpret(ToolCheck check, JobResult result, boolean strict) {
    if (result.end() == End.TIMED_OUT) {
      return report(
          Level.TOOLCHAIN,
          List.of(new Diagnostic(
              0, 0, "checking it took more than " + timeout.toSeconds() + " s: make it simpler")));
    }
    if (result.succeeded()) {
      return report(Level.TOOLCHAIN, List.of());
    }
    List<ToolCheck.ToolDiagnostic> messages =
        check.parseOutput(result.output().replace(Job.WORK_FOLDER, ""));
    boolean unreliable =
        strict && messages.stream().anyMatch(ToolCheck.ToolDiagnostic::inconclusive);
    if (messages.isEmpty() || unreliable) {
      return report(Level.NONE, List.of());
    }
    return report(
        Level.TOOLCHAIN,
        messages.stream()
            .filter(message -> !message.inconclusive() && isCheckedFile(message.file()))
            .map(ToolCheck.ToolDiagnostic::diagnostic)
            .toList());
  }

  private boolean isCheckedFile(String file) {
    String path = file;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    return path.equals(sources.path());
  }

  private static CheckReport report(Level level, List<Diagnostic> problems) {
    return new CheckReport(level, Diagnostics.normalize(problems));
  }
}
