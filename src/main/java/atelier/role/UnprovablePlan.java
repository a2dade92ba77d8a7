package atelier.role;

import atelier.event.Blueprint;
import atelier.event.FilePlan;
import atelier.packages.EcosystemState;
import atelier.packages.Recipes;
import atelier.packages.UnsupportedEcosystems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in a blueprint's assumptions which of its files need what this machine cannot have. */
final class UnprovablePlan {
  private UnprovablePlan() {}

  /**
   * Returns the blueprint with an assumption for each such file that it plans.
   *
   * @param states what can be installed; empty if unknown
   */
  static Blueprint noted(Blueprint blueprint, List<EcosystemState> states) {
    if (states.isEmpty()) {
      return blueprint;
    }
    List<String> assumptions = new ArrayList<>(blueprint.assumptions());
    blueprint.files().stream()
        .map(FilePlan::path)
        .flatMap(path -> problem(path, states).map(problem -> path + ": " + problem).stream())
        .filter(text -> !assumptions.contains(text))
        .forEach(assumptions::add);
    return new Blueprint(
        blueprint.summary(),
        assumptions,
        blueprint.files(),
        blueprint.run(),
        blueprint.checks(),
        blueprint.delete());
  }

  private static Optional<String> problem(String path, List<EcosystemState> states) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals("Dockerfile") || name.equals("Containerfile")) {
      return Optional.of("container images are not built here, so nothing proves this file");
    }
    return UnsupportedEcosystems.languageOf(path)
        .map(language -> "packages of " + language + " are not installed by Atelier")
        .or(() -> states.stream()
            .filter(state -> !state.isReady())
            .filter(state -> Recipes.of(state.ecosystem())
                .filter(recipe -> recipe.manifests().matches(name))
                .isPresent())
            .map(state -> "its packages cannot be installed here (" + state.problem() + ")"
                + (state.remedy().isEmpty() ? "" : ": " + state.remedy()))
            .findFirst());
  }
}
