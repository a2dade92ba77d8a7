package atelier.packages;

import atelier.event.EventCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds what a project asks for: one request for each ecosystem and folder with manifests. The
 * manifests below a workspace belong to the request of its root. Pure.
 */
public final class PackageRequests {
  private static final int MAX_REQUESTS = 10;

  private PackageRequests() {}

  /**
   * The requests of a project, at most 10, ordered by recipe and folder. Manifests that declare
   * nothing make none.
   *
   * @param files the contents of a project's files, by path
   */
  public static List<PackageRequest> of(Map<String, String> files, List<Recipe> recipes) {
    return Stream.concat(
            recipes.stream().flatMap(recipe -> of(files, recipe)),
            UnsupportedEcosystems.requests(files))
        .limit(MAX_REQUESTS)
        .toList();
  }

  private static Stream<PackageRequest> of(Map<String, String> files, Recipe recipe) {
    Set<String> folders = folders(files, recipe);
    return folders.stream()
        .map(folder -> request(files, recipe, folder, folders))
        .flatMap(Optional::stream);
  }

  /** The folders with manifests, without those below a workspace. */
  private static Set<String> folders(Map<String, String> files, Recipe recipe) {
    Set<String> folders = new LinkedHashSet<>();
    files.keySet().stream()
        .filter(path -> recipe.manifests().matches(nameOf(path)))
        .map(PackageRequests::folderOf)
        .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
        .filter(folder -> folders.stream()
            .noneMatch(root -> folder.startsWith(root)
                && !folder.equals(root)
                && Workspaces.isRoot(recipe.ecosystem(), within(root, files))))
        .forEach(folders::add);
    return folders;
  }

  private static Optional<PackageRequest> request(
      Map<String, String> files, Recipe recipe, String folder, Set<String> folders) {
    Map<String, String> asked = new TreeMap<>();
    Map<String, String> locks = new LinkedHashMap<>();
    within(folder, files).forEach((path, content) -> {
      boolean elsewhere = folders.stream()
          .anyMatch(other -> other.length() > folder.length() && (folder + path).startsWith(other));
      if (!elsewhere && belongs(recipe, path)) {
        asked.put(path, content);
      } else if (recipe.locks().contains(path)) {
        locks.put(path, content);
      }
    });
    Optional<String> manifest = asked.keySet().stream()
        .filter(path -> recipe.manifests().matches(path))
        .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
    if (manifest.isEmpty() || !DeclaredPackages.any(recipe.ecosystem(), asked)) {
      return Optional.empty();
    }
    String key = key(recipe.ecosystem(), recipe.version(), folder, asked);
    Map<String, String> all = new LinkedHashMap<>(asked);
    all.putAll(locks);
    return Optional.of(
        new PackageRequest(recipe.ecosystem(), folder, folder + manifest.get(), all, key));
  }

  /** Whether a file of a project takes part in a request, as a manifest or a companion. */
  public static boolean concerns(PackageRequest request, Recipe recipe, String path) {
    return path.startsWith(request.folder())
        && belongs(recipe, path.substring(request.folder().length()));
  }

  private static boolean belongs(Recipe recipe, String path) {
    return recipe.manifests().matches(nameOf(path)) || recipe.companions().matches(path);
  }

  /** The files in and below a folder, by path within it. */
  private static Map<String, String> within(String folder, Map<String, String> files) {
    Map<String, String> found = new LinkedHashMap<>();
    files.forEach((path, content) -> {
      if (path.startsWith(folder)) {
        found.put(path.substring(folder.length()), content);
      }
    });
    return found;
  }

  static String key(String ecosystem, int version, String folder, Map<String, String> asked) {
    List<String> lines = new ArrayList<>(List.of(ecosystem + " " + version, folder));
    new TreeMap<>(asked)
        .forEach((path, content) -> lines.add(path + '\0' + EventCodec.sha256(content)));
    return EventCodec.sha256(String.join("\n", lines));
  }

  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
