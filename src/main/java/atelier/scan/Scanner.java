package atelier.scan;

import atelier.event.Finding;
import java.util.List;

/** Scans a text by rules, in this process. Blocking: call it on a worker thread. */
@FunctionalInterface
public interface Scanner extends SyntaxAnalyzer {
  /**
   * Returns the findings in a file, in order of position.
   *
   * @throws ScanFailure if the scanner rejects the input or fails
   */
  List<Finding> scan(String path, String text);

  /** Returns no analysis; a scanner with grammars overrides it. */
  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // a lambda has rules and no grammar
  default SyntaxAnalysis analyze(String path, String text) {
    return SyntaxAnalysis.NONE;
  }

  /** A text could not be scanned; the message says why. */
  final class ScanFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScanFailure(String message) {
      super(message);
    }
  }
}
