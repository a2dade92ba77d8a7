package atelier.role;

import atelier.event.Blueprint;
import atelier.event.FilePlan;
import atelier.packages.Recipe;
import atelier.packages.Recipes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes lock files out of a model's plan: only the tool that resolves packages can write them. They
 * come with the packages, and go with their manifest.
 */
final class PlannedLocks {
  private PlannedLocks() {}

  /**
   * The blueprint without them.
   *
   * @param existing the paths of the files that exist
   */
  static Blueprint removedFrom(Blueprint blueprint, Collection<String> existing) {
    Set<String> paths = Stream.concat(
            blueprint.files().stream().map(FilePlan::path), existing.stream())
        .filter(path -> !blueprint.delete().contains(path))
        .collect(Collectors.toSet());
    Predicate<String> isLock =
        path -> Recipes.ALL.stream().anyMatch(recipe -> isLock(path, recipe, paths));
    List<FilePlan> files = blueprint.files().stream()
        .filter(file -> !isLock.test(file.path()))
        .map(file -> new FilePlan(
            file.path(),
            file.description(),
            file.uses().stream().filter(isLock.negate()).toList(),
            file.contract()))
        .toList();
    return new Blueprint(
        blueprint.summary(),
        blueprint.assumptions(),
        files,
        blueprint.run(),
        blueprint.checks(),
        blueprint.delete().stream().filter(isLock.negate()).toList());
  }

  /** Whether a path is that of a lock file beside its manifest. */
  private static boolean isLock(String path, Recipe recipe, Set<String> paths) {
    String folder = folderOf(path);
    return recipe.locks().contains(path.substring(folder.length()))
        && !recipe.manifests().matches(path.substring(folder.length()))
        && paths.stream()
            .anyMatch(each -> folderOf(each).equals(folder)
                && recipe.manifests().matches(each.substring(folder.length())));
  }

  private static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
