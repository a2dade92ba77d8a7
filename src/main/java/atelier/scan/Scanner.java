package atelier.scan;

import atelier.event.Finding;
import java.util.List;

/** Looks for forbidden patterns in a text. Blocking: call it on a worker. */
public interface Scanner {
  /**
   * The findings in a file, in order of position.
   *
   * @throws ScanFailure when the scanner refuses the input or fails
   */
  List<Finding> scan(String path, String text);

  /** The scanner could not look at a text; the message says why. */
  final class ScanFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScanFailure(String message) {
      super(message);
    }
  }
}
