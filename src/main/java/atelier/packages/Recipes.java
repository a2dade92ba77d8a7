package atelier.packages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of ecosystems whose packages are installed. */
public final class Recipes {
  /** All rows, in the order in which requests are made. */
  public static final List<Recipe> ALL =
      Stream.concat(ScriptRecipes.ALL.stream(), BuildRecipes.ALL.stream()).toList();

  private Recipes() {}

  /** The row of an ecosystem such as {@code npm}; empty if its packages are not installed. */
  public static Optional<Recipe> of(String ecosystem) {
    return ALL.stream().filter(row -> row.ecosystem().equals(ecosystem)).findFirst();
  }
}
