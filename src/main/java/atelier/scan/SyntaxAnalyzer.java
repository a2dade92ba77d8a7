package atelier.scan;

/** Reads a file by the grammar of its language. Blocking: call it on a worker. */
@FunctionalInterface
public interface SyntaxAnalyzer {
  /** Where nothing can be read. */
  SyntaxAnalyzer NONE = (path, text) -> SyntaxAnalysis.NONE;

  /**
   * What a file says about itself; its path tells the language.
   *
   * @throws Scanner.ScanFailure when it is too long, or could not be read in time
   */
  SyntaxAnalysis analyze(String path, String text);
}
