package atelier.language;

import atelier.event.Diagnostic;
import atelier.language.CheckReport.Level;
import atelier.language.facts.FactChecker;
import atelier.language.facts.FactReport;
import atelier.language.source.SourceTree;
import atelier.scan.FileFacts;
import atelier.scan.Scanner.ScanFailure;
import atelier.scan.SyntaxAnalysis;
import atelier.scan.SyntaxAnalyzer;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Checks one file until a check finds an error: syntax by the scanner and the language's own tool,
 * then imports, facts across files, names and types. Blocking: call it on a worker thread.
 */
record CodeChecker(
    Language language,
    SourceTree sources,
    Set<String> unsettled,
    SyntaxAnalyzer analyzer,
    ToolRunner toolRunner) {
  private static final int MAX_TEXT_CHARS = 1024 * 1024;

  /** The languages of which the scanner has a complete parser, and the longest text it is given. */
  private static final Set<String> PARSED_IN_FULL = Set.of("javascript", "rust", "typescript");

  private static final int MAX_PARSED_CHARS = 60_000;

  CheckReport check() throws IOException {
    int chars = sources.text().length();
    if (chars > MAX_TEXT_CHARS) {
      return report(
          Level.SYNTAX,
          List.of(new Diagnostic(
              0, 0, "the file has " + chars + " characters, more than 1048576: split it")));
    }
    if (language.parser.isPresent()) {
      return parse(language.parser.get().findProblems(sources.text()));
    }
    SyntaxAnalysis analysis = analyze();
    CheckReport parsed = toReport(analysis);
    if (language.advisory) {
      return report(parsed.level(), List.of()).withWarnings(parsed.diagnostics());
    }
    CheckReport syntax = checkSyntax(parsed);
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

  /** The tool's word counts, but about syntax that only a build translates. */
  private CheckReport checkSyntax(CheckReport parsed) throws IOException {
    if (TranslatedScripts.hasFlowTypes(sources)) {
      return parsed;
    }
    CheckReport ran = toolRunner.run(language.syntaxCheck, false);
    boolean isTranslated = parsed.level() == Level.SYNTAX
        && parsed.passed()
        && TranslatedScripts.isStoppedBySyntaxExtension(sources, ran);
    return isTranslated ? parsed : preferSecond(parsed, ran);
  }

  private CheckReport checkProject(CheckReport syntax) throws IOException {
    boolean checksProject = syntax.level() == Level.TOOLCHAIN && isComplete();
    return checksProject && language.projectCheck.isPresent()
        ? preferSecond(syntax, toolRunner.run(language.projectCheck, true))
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
      return TranslatedScripts.hasFlowTypes(sources)
          ? TranslatedScripts.analyzeFlow(sources, analyzer)
          : analyzer.analyze(sources.path(), sources.text());
    } catch (ScanFailure notParsed) {
      return SyntaxAnalysis.NONE;
    }
  }

  /**
   * The scanner judges a long text by its grammar alone, which refuses what only the complete
   * parser knows, such as {@code in} and {@code out} of TypeScript's type parameters.
   */
  private CheckReport toReport(SyntaxAnalysis analysis) {
    boolean isUnsure =
        PARSED_IN_FULL.contains(language.name) && sources.text().length() > MAX_PARSED_CHARS;
    if (isUnsure && !analysis.problems().isEmpty()) {
      return report(Level.NONE, List.of());
    }
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

  private boolean isComplete() {
    return sources.planned().stream()
        .allMatch(path -> !language.owns(path) || sources.files().containsKey(path));
  }
}
