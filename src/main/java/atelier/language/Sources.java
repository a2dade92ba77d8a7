package atelier.language;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file under check among the files of its project.
 *
 * @param tree what is written, by path
 * @param planned what the blueprint names, written or not
 */
record Sources(String path, Map<String, String> tree, List<String> planned) {
  String text() {
    return tree.getOrDefault(path, "");
  }

  /** Every path that an import may name. */
  Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>(tree.keySet());
    paths.addAll(planned);
    return paths;
  }

  /** Whether a file with this name will be in the project and what it says is not yet known. */
  boolean awaits(String fileName) {
    return planned.stream()
        .anyMatch(each -> fileNameOf(each).equals(fileName) && !tree.containsKey(each));
  }

  /** The folder of the file under check, empty at the top, else with a slash at its end. */
  String folder() {
    return folderOf(path);
  }

  static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  static String fileNameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
