package atelier.language;

import atelier.event.Diagnostic;
import atelier.language.source.SourceTree;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import atelier.scan.FileFacts;
import atelier.scan.SyntaxAnalysis;
import atelier.scan.SyntaxAnalyzer;
import java.util.List;
import java.util.Optional;

/**
 * JavaScript that a build translates before it runs: JSX, decorators and the types of Flow, which
 * projects of React, React Native, Next, Lit and MobX write in files that end in {@code .js}.
 */
final class TranslatedScripts {
  private static final Pattern SCRIPT = Pattern.compile("\\.[cm]?jsx?$");

  /** What may stand above the first statement. */
  private static final Pattern HEAD =
      Pattern.compile("\\A(?:\\s+|//[^\\n]*|#![^\\n]*|/\\*(?s:.*?)\\*/|['\"]use strict['\"];?)*");

  private static final Pattern PRAGMA = Pattern.compile("@flow\\b");

  private static final int MAX_HEAD_CHARS = 4_000;

  private TranslatedScripts() {}

  /** Returns whether a script has types of Flow: node and the scanner cannot judge them. */
  static boolean hasFlowTypes(SourceTree sources) {
    if (!SCRIPT.matcher(sources.path()).find()) {
      return false;
    }
    String text = sources.text();
    Matcher head = HEAD.matcher(text.substring(0, Math.min(text.length(), MAX_HEAD_CHARS)));
    return sources.paths().contains(".flowconfig")
        || (head.lookingAt() && PRAGMA.matcher(head.group()).find());
  }

  /**
   * Analyzes a script with types of Flow as TypeScript, which is alike. Where they differ, nothing
   * is known.
   */
  static SyntaxAnalysis analyzeFlow(SourceTree sources, SyntaxAnalyzer analyzer) {
    String typed = SCRIPT.matcher(sources.path()).replaceFirst(".tsx");
    SyntaxAnalysis analysis = analyzer.analyze(typed, sources.text());
    return analysis.problems().isEmpty()
        ? new SyntaxAnalysis(
            analysis.language(),
            List.of(),
            analysis.declared(),
            analysis.imported(),
            FileFacts.UNKNOWN)
        : SyntaxAnalysis.NONE;
  }

  /** Returns whether the first error of node is at an element of JSX or at a decorator. */
  static boolean isStoppedBySyntaxExtension(SourceTree sources, CheckReport report) {
    return SCRIPT.matcher(sources.path()).find()
        && report.diagnostics().stream()
            .findFirst()
            .flatMap(first -> characterAt(sources.text(), first))
            .filter(found -> found == '<' || found == '@')
            .isPresent();
  }

  private static Optional<Character> characterAt(String text, Diagnostic place) {
    return text.lines()
        .skip(Math.max(0, place.line() - 1))
        .findFirst()
        .filter(line -> place.column() > 0 && place.column() <= line.length())
        .map(line -> line.charAt(place.column() - 1));
  }
}
