package atelier.language;

import atelier.scan.Mutant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks files with the toolchains of this node, and knows how to run them. */
public interface Toolchains {
  /**
   * Checks one file with the best check that this node can make. Never fails because of the file's
   * content.
   *
   * @param tree the text of all files of the project by path, including {@code path}
   * @param planned the paths in the blueprint, which may be imported before they are written
   */
  Future<CheckReport> check(String path, Map<String, String> tree, List<String> planned);

  /**
   * The same; {@code unsettled} are the files that are about to change: what a file takes from them
   * is not reported.
   */
  default Future<CheckReport> check(
      String path, Map<String, String> tree, List<String> planned, Set<String> unsettled) {
    return check(path, tree, planned);
  }

  /**
   * The same; {@code installed} are the names that programs import, by ecosystem such as {@code
   * npm}. Imports of these ecosystems are judged by them, and of others by the manifests.
   */
  default Future<CheckReport> check(
      String path,
      Map<String, String> tree,
      List<String> planned,
      Set<String> unsettled,
      Map<String, Set<String>> installed) {
    return check(path, tree, planned, unsettled);
  }

  /**
   * Creates mutants of a source for the measurement of its tests, at most {@code most}: those near
   * {@code literals} first. None if the scanner has no grammar for it.
   */
  default Future<List<Mutant>> mutants(String path, String text, List<String> literals, int most) {
    return Future.succeededFuture(List.of());
  }

  /** Returns the language of a path, such as {@code python}; empty if it is unknown. */
  Optional<String> languageOf(String path);

  /** Returns the names of the languages that an installed tool checks. */
  Future<Set<String>> languages();

  /** Returns the installed tools with their versions, such as {@code python3 3.11.2}. */
  Future<List<String>> installed();
}
