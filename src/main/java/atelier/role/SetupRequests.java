package atelier.role;

import atelier.packages.PackageRequest;
import atelier.packages.PackageRequests;
import atelier.packages.Recipe;
import atelier.packages.Recipes;
import atelier.project.Project;
import atelier.project.Setup;
import atelier.project.SourceFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the accepted manifests of a project ask for, and how far it is installed. It is decided here
 * and not in the fold, since another version of Atelier may have other recipes. Pure.
 */
final class SetupRequests {
  private final Project project;
  private final List<PackageRequest> requests;

  private SetupRequests(Project project, List<PackageRequest> requests) {
    this.project = project;
    this.requests = requests;
  }

  static SetupRequests of(Project project) {
    Map<String, String> files = new LinkedHashMap<>(project.acceptedContents());
    project.deletions().forEach(files::remove);
    return new SetupRequests(project, PackageRequests.of(files, Recipes.ALL));
  }

  /**
   * The requests to install now: nothing is known about them yet, or installing was interrupted,
   * and no file that takes part is about to change. Installing overlaps with the writing of other
   * files.
   */
  Stream<PackageRequest> due() {
    return project.isBuilding() && !project.isVerifying()
        ? requests.stream().filter(request -> !isOver(request) && isSettled(request))
        : Stream.of();
  }

  /** Whether evidence has to wait for packages. A verification takes what is installed. */
  boolean arePending() {
    return !project.isVerifying() && requests.stream().anyMatch(request -> !isOver(request));
  }

  private boolean isOver(PackageRequest request) {
    return project.setups().of(request.key()).filter(Setup::isOver).isPresent();
  }

  private boolean isSettled(PackageRequest request) {
    Optional<Recipe> recipe = Recipes.ALL.stream()
        .filter(each -> each.ecosystem().equals(request.ecosystem()))
        .findFirst();
    return project.files().values().stream()
        .filter(file -> file.path().equals(request.manifest())
            || recipe
                .filter(each -> PackageRequests.concerns(request, each, file.path()))
                .isPresent())
        .allMatch(SourceFile::isSettled);
  }

  /**
   * The names that programs import, by ecosystem. An ecosystem is missing if anything of it is not
   * installed, or about to change: then nobody knows what programs find.
   */
  Map<String, Set<String>> installed() {
    Map<String, Set<String>> installed = new LinkedHashMap<>();
    Set<String> unknown = new HashSet<>();
    for (PackageRequest request : requests) {
      List<String> names = project
          .setups()
          .of(request.key())
          .flatMap(Setup::ready)
          .map(ready -> ready.provides())
          .orElse(List.of());
      if (names.isEmpty() || !isSettled(request)) {
        unknown.add(request.ecosystem());
      }
      installed.computeIfAbsent(request.ecosystem(), key -> new HashSet<>()).addAll(names);
    }
    installed.keySet().removeAll(unknown);
    return installed;
  }
}
