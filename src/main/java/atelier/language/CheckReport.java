package atelier.language;

import atelier.event.Diagnostic;
import java.util.List;

/**
 * The result of checking a file.
 *
 * @param level the best check that this node can make
 * @param diagnostics the errors to fix; empty if there are none
 * @param warnings what may be intended, and does not block
 */
public record CheckReport(Level level, List<Diagnostic> diagnostics, List<Diagnostic> warnings) {
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
    warnings = List.copyOf(warnings);
  }

  public CheckReport(Level level, List<Diagnostic> diagnostics) {
    this(level, diagnostics, List.of());
  }

  CheckReport withWarnings(List<Diagnostic> found) {
    return new CheckReport(level, diagnostics, found);
  }

  public boolean passed() {
    return diagnostics.isEmpty();
  }
}
