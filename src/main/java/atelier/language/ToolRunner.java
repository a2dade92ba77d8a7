package atelier.language;

import atelier.event.Diagnostic;
import atelier.language.CheckReport.Level;
import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the installed tool of a language on one file, in a folder with the project's sources. */
record ToolRunner(
    Language language, SourceTree sources, Map<String, Tool> tools, Duration timeout) {
  private static final int MAX_TREE_CHARS = 16 * 1024 * 1024;

  /**
   * Runs the first installed tool; level NONE if none is installed or the tool itself failed.
   *
   * @param strict whether one inconclusive message makes all messages unreliable
   */
  CheckReport run(Optional<ToolCheck> check, boolean strict) throws IOException {
    Optional<Tool> tool = check.flatMap(
        wanted -> wanted.tools().stream().filter(tools::containsKey).findFirst().map(tools::get));
    if (check.isEmpty() || tool.isEmpty()) {
      return report(Level.NONE, List.of());
    }
    try (TempDirectory scratch = TempDirectory.open()) {
      if (!writeFiles(scratch)) {
        return report(
            Level.SYNTAX, List.of(new Diagnostic(0, 0, "no file can have this path: rename it")));
      }
      Optional<List<String>> arguments = arguments(check.get(), scratch);
      return arguments.isEmpty()
          ? report(Level.NONE, List.of())
          : interpret(
              check.get(), tool.get().run(arguments.get(), scratch, timeout), scratch, strict);
    }
  }

  /** Writes the sources only: no file that configures a tool, and none that reads other files. */
  private boolean writeFiles(TempDirectory scratch) {
    boolean isWritten = scratch.add(sources.path(), sources.text());
    language.toolFiles.apply(sources).forEach(scratch::add);
    int chars = sources.text().length();
    for (Map.Entry<String, String> file : sources.files().entrySet()) {
      Optional<Language> fileLanguage =
          Languages.of(file.getKey()).filter(known -> known.syntaxCheck.isPresent());
      boolean safe = fileLanguage.isPresent()
          && fileLanguage
              .get()
              .outsideReference
              .map(pattern -> !pattern.matcher(file.getValue()).find())
              .orElse(true);
      chars += file.getValue().length();
      if (safe && chars <= MAX_TREE_CHARS) {
        scratch.add(file.getKey(), file.getValue());
      }
    }
    return isWritten;
  }

  private Optional<List<String>> arguments(ToolCheck check, TempDirectory scratch) {
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
            case "{out}" -> scratch.outputFolder().toString();
            case "{check.exs}" -> ResourceFiles.text("check.exs");
            case "{check.py}" -> ResourceFiles.text("check.py");
            default -> argument;
          });
    }
    return Optional.of(arguments);
  }

  private CheckReport interpret(
      ToolCheck check, Tool.ToolRun run, TempDirectory scratch, boolean strict) {
    if (run.timedOut()) {
      return report(
          Level.TOOLCHAIN,
          List.of(new Diagnostic(
              0, 0, "checking it took more than " + timeout.toSeconds() + " s: make it simpler")));
    }
    if (run.exitCode() == 0) {
      return report(Level.TOOLCHAIN, List.of());
    }
    String output = run.output().replace(scratch.workFolder() + "/", "");
    List<ToolCheck.ToolDiagnostic> messages = check.parseOutput(output);
    boolean unreliable =
        strict && messages.stream().anyMatch(ToolCheck.ToolDiagnostic::inconclusive);
    if (messages.isEmpty() || unreliable) {
      return report(Level.NONE, List.of());
    }
    // Messages about other files are dropped: they may quote files outside of the project.
    return report(
        Level.TOOLCHAIN,
        messages.stream()
            .filter(message -> !message.inconclusive() && isCheckedFile(message.file()))
            .map(ToolCheck.ToolDiagnostic::diagnostic)
            .toList());
  }

  private boolean isCheckedFile(String file) {
    return Pattern.of("^(?:\\./)+").replaceFirst(file, "").equals(sources.path());
  }

  private static CheckReport report(Level level, List<Diagnostic> problems) {
    return new CheckReport(level, Diagnostics.normalize(problems));
  }
}
