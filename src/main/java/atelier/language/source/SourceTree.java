package atelier.language.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file to check and the files of its project.
 *
 * @param files the text of each written file, by path
 * @param planned the paths in the blueprint, written or not
 * @param installed the names that programs import, by ecosystem such as {@code npm}, of which all
 *     that the project declares is installed
 */
public record SourceTree(
    String path,
    Map<String, String> files,
    List<String> planned,
    Map<String, Set<String>> installed) {
  /** The limit of common file systems. */
  private static final int MAX_STEP_BYTES = 255;

  /** A project of which nothing is known to be installed. */
  public SourceTree(String path, Map<String, String> files, List<String> planned) {
    this(path, files, planned, Map.of());
  }

  public String text() {
    return files.getOrDefault(path, "");
  }

  /** Returns every path that an import may name. */
  public Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>(files.keySet());
    paths.addAll(planned);
    return paths;
  }

  /** Returns whether a planned file with this name is not written yet. */
  public boolean isPending(String fileName) {
    return planned.stream()
        .anyMatch(each -> fileNameOf(each).equals(fileName) && !files.containsKey(each));
  }

  /** Returns the folder of the checked file: empty at the top, else with a slash at its end. */
  String folder() {
    return folderOf(path);
  }

  /** Resolves a name relative to the checked file; empty if it is outside of the project. */
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

  /** Returns whether a name relative to the checked file is a file of the project. */
  public boolean hasRelative(String name) {
    return resolveRelative(name).filter(paths()::contains).isPresent();
  }

  /** Returns whether a path of the project ends in these whole steps. */
  public boolean hasPathEndingIn(String end) {
    return paths().stream().anyMatch(path -> ("/" + path).endsWith("/" + end));
  }

  /** Returns whether a planned file with this extension is not written yet. */
  public boolean isExtensionPending(String ending) {
    return planned.stream().anyMatch(each -> each.endsWith(ending) && !files.containsKey(each));
  }

  /** Returns the texts of the files with this extension. */
  public Stream<String> textsWithExtension(String ending) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(ending))
        .map(Map.Entry::getValue);
  }

  /** Returns whether a path names a file below a folder on every system: plain steps only. */
  public static boolean isRelativePath(String path) {
    return !path.isEmpty()
        && path.indexOf('\0') < 0
        && Stream.of(path.split("/", -1))
            .allMatch(step -> !step.isEmpty()
                && !step.equals(".")
                && !step.equals("..")
                && step.getBytes(StandardCharsets.UTF_8).length <= MAX_STEP_BYTES);
  }

  public static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  public static String fileNameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
