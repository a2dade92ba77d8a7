package atelier.packages;

import java.util.List;

/** What the tools of {@link BuildRecipes} print when a registry does not have something. */
final class BuildRegistryProblems {
  static final List<RegistryProblem> ROWS = List.of();

  private BuildRegistryProblems() {}
}
