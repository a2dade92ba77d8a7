package atelier.scan;

import java.util.List;

/** Parses a file with the grammar of its language. Blocking: call it on a worker thread. */
@FunctionalInterface
public interface SyntaxAnalyzer {
  /** Has no grammars and analyzes nothing. */
  SyntaxAnalyzer NONE = (path, text) -> SyntaxAnalysis.NONE;

  /**
   * Analyzes a file; the path determines the language.
   *
   * @throws Scanner.ScanFailure if the file is too long or cannot be parsed in time
   */
  SyntaxAnalysis analyze(String path, String text);

  /**
   * Creates mutants of a source: those near {@code literals} first, at most {@code most}; none for
   * an analyzer without grammars, and for a file that cannot be parsed.
   */
  default List<Mutant> mutants(String path, String text, List<String> literals, int most) {
    return List.of();
  }
}
