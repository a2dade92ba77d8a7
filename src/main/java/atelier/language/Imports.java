package atelier.language;

import atelier.event.Diagnostic;
import atelier.scan.Reading;
import java.util.List;

/** Tells which imports of a file nothing in the project, nor its language, nor its manifest has. */
@FunctionalInterface
interface Imports {
  /**
   * Looks at the imports of the file under check.
   *
   * @param imported its imports as the scanner saw them; empty where it could not read the file
   */
  List<Diagnostic> undeclared(Sources sources, List<Reading.Name> imported);
}
