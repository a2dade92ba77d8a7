package atelier.language;

import atelier.event.Diagnostic;
import java.util.List;

/** Parses a text in this process and returns its errors. */
@FunctionalInterface
interface Parser {
  List<Diagnostic> findProblems(String text);
}
