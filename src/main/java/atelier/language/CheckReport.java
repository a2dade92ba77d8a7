package atelier.language;

import atelier.event.Diagnostic;
import java.util.List;

/**
 * The result of checking a file.
 *
 * @param level the best check that this node can make
 * @param diagnostics the errors to fix; empty if there are none
 */
public record CheckReport(Level level, List<Diagnostic> diagnostics) {
  /** How well the file was checked; events and JSON contain the name in lower case. */
  public enum Level {
    /** The language's own compiler or interpreter checked it. */
    TOOLCHAIN,
    /** A parser in this process checked it. */
    SYNTAX,
    /** This node cannot check it: it is unchecked, which does not mean valid. */
    NONE
  }

  public CheckReport {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean passed() {
    return diagnostics.isEmpty();
  }
}
