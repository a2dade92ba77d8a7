package atelier.language.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file under check among the files of its project.
 *
 * @param files what is written, by path
 * @param planned what the blueprint names, written or not
 */
public record SourceTree(String path, Map<String, String> files, List<String> planned) {
  public String text() {
    return files.getOrDefault(path, "");
  }

  /** Every path that an import may name. */
  public Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>(files.keySet());
    paths.addAll(planned);
    return paths;
  }

  /** Whether a file with this name will be in the project and what it says is not yet known. */
  public boolean isPending(String fileName) {
    return planned.stream()
        .anyMatch(each -> fileNameOf(each).equals(fileName) && !files.containsKey(each));
  }

  /** The folder of the file under check, empty at the top, else with a slash at its end. */
  String folder() {
    return folderOf(path);
  }

  /** The path that a relative name means in the file under check; empty where it leads out. */
  public Optional<String> resolveRelative(String name) {
    List<String> steps = new ArrayList<>();
    for (String step : (folder() + name).split("/", -1)) {
      if (step.equals("..") && steps.isEmpty()) {
        return Optional.empty();
      } else if (step.equals("..")) {
        steps.remove(steps.size() - 1);
      } else if (!step.equals(".") && !step.isEmpty()) {
        steps.add(step);
      }
    }
    return Optional.of(String.join("/", steps));
  }

  /** Whether the project has the file that a relative name means. */
  public boolean hasRelative(String name) {
    return resolveRelative(name).filter(paths()::contains).isPresent();
  }

  /** Whether a path of the project ends so, from the start of a step on. */
  public boolean hasPathEndingIn(String end) {
    return paths().stream().anyMatch(path -> ("/" + path).endsWith("/" + end));
  }

  /** Whether a planned file with this ending is not written yet. */
  public boolean isExtensionPending(String ending) {
    return planned.stream().anyMatch(each -> each.endsWith(ending) && !files.containsKey(each));
  }

  /** The texts of the files with this ending. */
  public Stream<String> textsWithExtension(String ending) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(ending))
        .map(Map.Entry::getValue);
  }

  public static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  public static String fileNameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
