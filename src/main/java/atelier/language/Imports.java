package atelier.language;

import atelier.event.Diagnostic;
import java.util.List;

/** Tells which imports of a file nothing in the project, nor its language, nor its manifest has. */
@FunctionalInterface
interface Imports {
  List<Diagnostic> undeclared(Sources sources);
}
