package atelier.packages;

import java.util.List;

/** The ecosystems whose packages are compiled before they can be used. */
final class BuildRecipes {
  static final List<Recipe> ALL = List.of();

  private BuildRecipes() {}
}
