package atelier.scan;

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
}
