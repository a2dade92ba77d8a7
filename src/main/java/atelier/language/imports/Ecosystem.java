package atelier.language.imports;

import atelier.language.source.SourceTree;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the imports of a language come from: it, the project, or packages somebody declares. */
public interface Ecosystem {
  /** Where packages are declared. */
  Manifest manifest();

  /** Whether the language or the project has it, or nothing can be said of it. */
  boolean resolves(Import one, SourceTree sources);

  /** Whether only the project could have it. */
  default boolean belongsToProject(Import one, SourceTree sources) {
    return false;
  }

  /** What would be declared for it. */
  default String packageOf(Import one) {
    return one.name();
  }

  /** Whether packages are declared that may have it; {@code manifests} is in lower case. */
  boolean declares(String manifests, Import one);

  /** The same, by the manifests of a project. */
  default boolean isDeclared(Import one, SourceTree sources) {
    String manifests = sources.files().entrySet().stream()
        .filter(file -> manifest().matches(file.getKey()))
        .map(file -> file.getValue().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("\n"));
    return declares(manifests, one);
  }

  /**
   * The files that declare the packages of a language.
   *
   * @param language as people call it
   * @param file where to declare one, for an advice
   * @param paths what paths such files have
   */
  record Manifest(String language, String file, Pattern paths) {
    /** Of what cannot be declared. */
    static final Manifest NONE = new Manifest("", "", "(?!)");

    Manifest(String language, String file, String paths) {
      this(language, file, Pattern.compile(paths));
    }

    boolean matches(String path) {
      return paths.matcher(path).matches();
    }
  }

  /**
   * One import as it stands in a file.
   *
   * @param name what is imported, without quotes
   * @param before the line up to it, and its quote or angle
   * @param line counted from 1
   */
  record Import(String name, String before, int line) {
    /** Its steps, such as {@code java}, {@code util}, {@code List}. */
    String[] steps(String separator) {
      return name.split(separator, -1);
    }

    /** The first of its steps. */
    String root(String separator) {
      return steps(separator)[0];
    }
  }
}
