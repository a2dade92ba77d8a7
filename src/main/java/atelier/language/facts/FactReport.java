package atelier.language.facts;

import atelier.event.Diagnostic;
import java.util.List;

/**
 * The facts about a file that are wrong.
 *
 * @param errors those that must be fixed
 * @param warnings those that may be intended
 */
public record FactReport(List<Diagnostic> errors, List<Diagnostic> warnings) {
  /** Nothing is wrong, or nothing is known. */
  public static final FactReport EMPTY = new FactReport(List.of(), List.of());

  public FactReport {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }
}
