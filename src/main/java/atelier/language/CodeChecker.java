package atelier.language;

import atelier.event.Diagnostic;
import atelier.language.CheckReport.Level;
import atelier.language.facts.FactChecker;
import atelier.language.facts.FactReport;
import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;
import atelier.scan.FileFacts;
import atelier.scan.Scanner.ScanFailure;
import atelier.scan.SyntaxAnalysis;
import atelier.scan.SyntaxAnalyzer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Checks one file until a check finds an error: syntax by the scanner and the language's own tool,
 * then imports, facts across files, names and types. Blocking: call it on a worker thread.
 */
record CodeChecker(
    Language language,
    SourceTree sources,
    Set<String> unsettled,
    SyntaxAnalyzer analyzer,
    Map<String, Tool> tools,
    Duration timeout) {
  private static final int MAX_TEXT_CHARS = 1024 * 1024;
  private static final int MAX_TREE_CHARS = 16 * 1024 * 1024;

  CheckReport check() throws IOException {
    List<Diagnostic> refusals = findRefusals();
    if (!refusals.isEmpty()) {
      return report(Level.SYNTAX, refusals);
    }
    if (language.parser.isPresent()) {
      return parse(language.parser.get().findProblems(sources.text()));
    }
    SyntaxAnalysis analysis = analyze();
    CheckReport syntax = preferSecond(toReport(analysis), runTool(language.syntaxCheck, false));
    if (!syntax.passed()) {
      return syntax;
    }
    List<Diagnostic> unresolved = language
        .imports
        .map(resolver -> resolver.findUnresolved(sources, analysis.imported()))
        .orElse(List.of());
    if (!unresolved.isEmpty()) {
      // Without a toolchain or grammar, only the imports were checked.
      return report(syntax.level() == Level.NONE ? Level.SYNTAX : syntax.level(), unresolved);
    }
    FactReport facts = checkFacts(analysis);
    if (!facts.errors().isEmpty()) {
      return report(syntax.level() == Level.NONE ? Level.SYNTAX : syntax.level(), facts.errors());
    }
    return checkProject(syntax).withWarnings(Diagnostics.normalize(facts.warnings()));
  }

  private CheckReport checkProject(CheckReport syntax) throws IOException {
    boolean checksProject = syntax.level() == Level.TOOLCHAIN && isComplete();
    return checksProject && language.projectCheck.isPresent()
        ? preferSecond(syntax, runTool(language.projectCheck, true))
        : syntax;
  }

  private FactReport checkFacts(SyntaxAnalysis analysis) {
    return language
        .imports
        .map(resolver -> new FactChecker(
                language.name, sources, resolver.ecosystem(), unsettled, this::factsOf)
            .report(analysis.facts()))
        .orElse(FactReport.EMPTY);
  }

  private FileFacts factsOf(String path) {
    try {
      return analyzer.analyze(path, sources.files().getOrDefault(path, "")).facts();
    } catch (ScanFailure notParsed) {
      return FileFacts.UNKNOWN;
    }
  }

  private CheckReport parse(List<Diagnostic> problems) {
    boolean isTemplate = !problems.isEmpty()
        && language
            .templateStatement
            .map(statement -> statement.matcher(sources.text()).find())
            .orElse(false);
    return isTemplate ? report(Level.NONE, List.of()) : report(Level.SYNTAX, problems);
  }

  /** Parses the file with the scanner; no analysis if the scanner fails or takes too long. */
  private SyntaxAnalysis analyze() {
    try {
      return analyzer.analyze(sources.path(), sources.text());
    } catch (ScanFailure notParsed) {
      return SyntaxAnalysis.NONE;
    }
  }

  private static CheckReport toReport(SyntaxAnalysis analysis) {
    return report(
        analysis.language().isEmpty() ? Level.NONE : Level.SYNTAX,
        analysis.problems().stream()
            .map(problem -> new Diagnostic(problem.line(), problem.column(), problem.message()))
            .toList());
  }

  /** Prefers the tool's report if the tool ran, or if the file cannot be given to it. */
  private static CheckReport preferSecond(CheckReport first, CheckReport second) {
    return second.level() == Level.TOOLCHAIN || !second.passed() ? second : first;
  }

  private static CheckReport report(Level level, List<Diagnostic> problems) {
    return new CheckReport(level, Diagnostics.normalize(problems));
  }

  /** Returns why the file must not be given to any checker; empty if it may. */
  private List<Diagnostic> findRefusals() {
    String text = sources.text();
    if (text.length() > MAX_TEXT_CHARS) {
      return List.of(new Diagnostic(
          0, 0, "the file has " + text.length() + " characters, more than 1048576: split it"));
    }
    if (language.outsideReference.isEmpty()) {
      return List.of();
    }
    Matcher outside = language.outsideReference.get().matcher(text);
    return outside
        .results()
        .map(match -> Diagnostics.at(
            text,
            match.start(),
            "this may read a file outside of the project:"
                + " name a file of the project by its relative path, as a plain string"))
        .limit(Diagnostics.MAX_COUNT)
        .toList();
  }

  private boolean isComplete() {
    return sources.planned().stream()
        .allMatch(path -> !language.owns(path) || sources.files().containsKey(path));
  }

  /**
   * Runs the first installed tool; level NONE if none is installed or the tool itself failed.
   *
   * @param strict whether one inconclusive message makes all messages unreliable
   */
  private CheckReport runTool(Optional<ToolCheck> check, boolean strict) throws IOException {
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
    return file.replaceFirst("^(?:\\./)+", "").equals(sources.path());
  }
}
