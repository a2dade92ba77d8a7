package atelier.language;

import atelier.event.Diagnostic;
import java.util.List;

/**
 * What checking a file came to.
 *
 * @param level the best check that could be made here
 * @param diagnostics what must be mended; empty when nothing was found
 */
public record CheckReport(Level level, List<Diagnostic> diagnostics) {
  /** How well a file could be checked; the name on the wire is in lower case. */
  public enum Level {
    /** The language's own compiler or interpreter has looked. */
    TOOLCHAIN,
    /** A parser in this process has looked. */
    SYNTAX,
    /** Nobody here can check it: unchecked, which is not the same as valid. */
    NONE
  }

  public CheckReport {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean passed() {
    return diagnostics.isEmpty();
  }
}
