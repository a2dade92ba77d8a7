package atelier.language;

import atelier.event.Diagnostic;
import java.util.List;

/** Reads a text in this process and says where it is not what it should be. */
@FunctionalInterface
interface Parser {
  List<Diagnostic> findProblems(String text);
}
