package atelier.language;

import atelier.language.source.ResourceFiles;
import atelier.language.source.SourceTree;

import atelier.event.Diagnostic;
import atelier.language.CheckReport.Level;
import atelier.scan.Scanner.ScanFailure;
import atelier.scan.SyntaxAnalysis;
import atelier.scan.SyntaxAnalyzer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * The checks of one file, one after the other up to the first that finds something: the scanner and
 * the language's own tool, imports, names and types. Blocks: for a worker.
 */
record CodeChecker(
    Language language,
    SourceTree sources,
    SyntaxAnalyzer analyzer,
    Map<String, Tool> tools,
    Duration timeout) {
  private static final int MAX_TEXT_CHARS = 1024 * 1024;
  private static final int MAX_TREE_CHARS = 16 * 1024 * 1024;

  CheckReport check() throws IOException {
    List<Diagnostic> refused = findRefusals();
    if (!refused.isEmpty()) {
      return report(Level.SYNTAX, refused);
    }
    if (language.parser.isPresent()) {
      return parse(language.parser.get().findProblems(sources.text()));
    }
    SyntaxAnalysis reading = analyze();
    CheckReport syntax = preferSecond(toReport(reading), runTool(language.syntaxCheck, false));
    if (!syntax.passed()) {
      return syntax;
    }
    List<Diagnostic> undeclared = language
        .imports
        .map(each -> each.findUnresolved(sources, reading.imported()))
        .orElse(List.of());
    if (!undeclared.isEmpty()) {
      // Without its toolchain the imports are all that was read of it.
      return report(syntax.level() == Level.NONE ? Level.SYNTAX : syntax.level(), undeclared);
    }
    boolean whole = syntax.level() == Level.TOOLCHAIN && isComplete();
    return whole && language.projectCheck.isPresent()
        ? preferSecond(syntax, runTool(language.projectCheck, true))
        : syntax;
  }

  private CheckReport parse(List<Diagnostic> problems) {
    boolean unfilled = !problems.isEmpty()
        && language.templateStatement.map(each -> each.matcher(sources.text()).find()).orElse(false);
    return unfilled ? report(Level.NONE, List.of()) : report(Level.SYNTAX, problems);
  }

  /** The scanner's look; what it cannot read in time, it has not looked at. */
  private SyntaxAnalysis analyze() {
    try {
      return analyzer.analyze(sources.path(), sources.text());
    } catch (ScanFailure unread) {
      return SyntaxAnalysis.NONE;
    }
  }

  private static CheckReport toReport(SyntaxAnalysis reading) {
    return report(
        reading.language().isEmpty() ? Level.NONE : Level.SYNTAX,
        reading.problems().stream()
            .map(each -> new Diagnostic(each.line(), each.column(), each.message()))
            .toList());
  }

  /** A toolchain's word wins, and so does a refusal to give a file to it. */
  private static CheckReport preferSecond(CheckReport first, CheckReport second) {
    return second.level() == Level.TOOLCHAIN || !second.passed() ? second : first;
  }

  private static CheckReport report(Level level, List<Diagnostic> problems) {
    return new CheckReport(level, Diagnostics.normalize(problems));
  }

  /** What no checker is to see. */
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
        .map(each -> Diagnostics.at(
            text,
            each.start(),
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
   * Looks with the first tool that is here; level NONE where there is none, or it broke.
   *
   * @param strict whether anything beyond the check makes all it says doubtful
   */
  private CheckReport runTool(Optional<ToolCheck> check, boolean strict) throws IOException {
    Optional<Tool> tool = check.flatMap(
        each -> each.tools().stream().filter(tools::containsKey).findFirst().map(tools::get));
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
          : interpret(check.get(), tool.get().run(arguments.get(), scratch, timeout), scratch, strict);
    }
  }

  /** Sources only: nothing that would configure a tool, and nothing that reads outside. */
  private boolean writeFiles(TempDirectory scratch) {
    boolean own = scratch.add(sources.path(), sources.text());
    language.toolFiles.apply(sources).forEach(scratch::add);
    int chars = sources.text().length();
    for (Map.Entry<String, String> file : sources.files().entrySet()) {
      Optional<Language> its = Languages.of(file.getKey()).filter(each -> each.syntaxCheck.isPresent());
      boolean safe = its.isPresent()
          && its.get()
              .outsideReference
              .map(each -> !each.matcher(file.getValue()).find())
              .orElse(true);
      chars += file.getValue().length();
      if (safe && chars <= MAX_TREE_CHARS) {
        scratch.add(file.getKey(), file.getValue());
      }
    }
    return own;
  }

  private Optional<List<String>> arguments(ToolCheck check, TempDirectory scratch) {
    Optional<String> root = language.mainFiles.contains(sources.path())
        ? Optional.of(sources.path())
        : language.mainFiles.stream().filter(sources.files()::containsKey).findFirst();
    if (check.arguments().contains("{root}") && root.isEmpty()) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    for (String each : check.arguments()) {
      arguments.add(
          switch (each) {
            // A name that begins with a dash would be an option.
            case "{file}" -> "./" + sources.path();
            case "{root}" -> "./" + root.orElseThrow();
            case "{out}" -> scratch.outputFolder().toString();
            case "{check.exs}" -> ResourceFiles.text("check.exs");
            case "{check.py}" -> ResourceFiles.text("check.py");
            default -> each;
          });
    }
    return Optional.of(arguments);
  }

  private CheckReport interpret(
      ToolCheck check, Tool.ToolRun ran, TempDirectory scratch, boolean strict) {
    if (ran.timedOut()) {
      return report(
          Level.TOOLCHAIN,
          List.of(new Diagnostic(
              0, 0, "checking it took more than " + timeout.toSeconds() + " s: make it simpler")));
    }
    if (ran.exitCode() == 0) {
      return report(Level.TOOLCHAIN, List.of());
    }
    String output = ran.output().replace(scratch.workFolder() + "/", "");
    List<ToolCheck.ToolDiagnostic> said = check.parseOutput(output);
    boolean doubtful = strict && said.stream().anyMatch(ToolCheck.ToolDiagnostic::inconclusive);
    if (said.isEmpty() || doubtful) {
      return report(Level.NONE, List.of());
    }
    // What a tool says about other files may quote them, and they need not be the project's.
    return report(
        Level.TOOLCHAIN,
        said.stream()
            .filter(each -> !each.inconclusive() && isCheckedFile(each.file()))
            .map(ToolCheck.ToolDiagnostic::diagnostic)
            .toList());
  }

  private boolean isCheckedFile(String file) {
    return file.replaceFirst("^(?:\\./)+", "").equals(sources.path());
  }
}
