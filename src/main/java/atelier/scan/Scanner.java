package atelier.scan;

import atelier.event.Finding;
import java.util.List;

/** Looks at a text in this process, whatever is installed. Blocking: call it on a worker. */
@FunctionalInterface
public interface Scanner extends SyntaxAnalyzer {
  /**
   * What the rules say about a file, in order of position.
   *
   * @throws ScanFailure when the scanner refuses the input or fails
   */
  List<Finding> scan(String path, String text);

  /** One that has no grammars reads nothing. */
  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // a lambda knows rules and no grammar
  default SyntaxAnalysis analyze(String path, String text) {
    return SyntaxAnalysis.NONE;
  }

  /** The scanner could not look at a text; the message says why. */
  final class ScanFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScanFailure(String message) {
      super(message);
    }
  }
}
