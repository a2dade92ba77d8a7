package atelier.language;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What this node can do for each language: check a file, tell how to run it. */
public interface Toolchains {
  /**
   * Checks one file, with the best means this node has. Never fails for what the file contains.
   *
   * @param tree all files of the project by path, {@code path} among them: for imports between them
   * @param planned paths of the blueprint, which may be imported before they are written
   */
  Future<CheckReport> check(String path, Map<String, String> tree, List<String> planned);

  /**
   * The command that runs a file by itself, where that makes sense: a script or program with an
   * entry point, not a module, a test or data.
   */
  Optional<List<String>> runCommand(String path, String text);

  /** The language of a path by its ending, such as {@code python}; empty where it has none. */
  Optional<String> languageOf(String path);

  /** The languages that a tool of this node checks, by name. */
  Future<Set<String>> languages();

  /** The toolchains found on this node, such as {@code python3 3.11.2}. */
  Future<List<String>> installed();
}
