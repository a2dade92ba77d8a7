package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages of a language: decides whether it, the project or a dependency has an import. */
public interface Ecosystem {
  /** Returns the files in which packages are declared. */
  Manifest manifest();

  /** Returns whether the language or the project has it, or whether that cannot be known. */
  boolean resolves(Import imported, SourceTree sources);

  /** Returns the names of the language's own modules, as far as there is a list of them. */
  default Set<String> standardModules() {
    return Set.of();
  }

  /** Returns whether only the project could have it. */
  default boolean belongsToProject(Import imported, SourceTree sources) {
    return false;
  }

  /**
   * Returns the name of the recipe that installs its packages, such as {@code npm}; empty if
   * imports are judged by the manifests even when the packages are installed.
   */
  default String packages() {
    return "";
  }

  /** Returns whether one of the installed names has it: the name itself, or one in or around it. */
  default boolean isProvided(Import imported, Set<String> installed, SourceTree sources) {
    String name = imported.name();
    return installed.contains(packageOf(imported))
        || installed.stream()
            .anyMatch(each -> name.startsWith(each + ".") || each.startsWith(name + "."));
  }

  /** Returns the name of the package to declare for it. */
  default String packageOf(Import imported) {
    return imported.name();
  }

  /** Returns whether a declared package may have it; {@code manifests} is in lower case. */
  boolean declares(String manifests, Import imported);

  /**
   * Returns the files of the project that define a module, written or planned; empty if it is not
   * sure which.
   */
  default List<String> filesOf(String module, SourceTree sources) {
    return List.of();
  }

  /** Returns the name of a module in another one. */
  default String submodule(String module, String name) {
    return module + "." + name;
  }

  /** Returns whether a module may contain a module that is a file or folder of its own. */
  default boolean hasSubmodule(String module, String name, SourceTree sources) {
    return false;
  }

  /** Returns whether a manifest of the project declares a package that may have it. */
  default boolean isDeclared(Import imported, SourceTree sources) {
    String manifests = sources.files().entrySet().stream()
        .filter(file -> manifest().matches(file.getKey()))
        .map(file -> file.getValue().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("\n"));
    return declares(manifests, imported);
  }

  /**
   * The files that declare the packages of a language.
   *
   * @param language the language's name for people
   * @param file the file in which to declare a package, for messages
   * @param paths the pattern of such files' paths
   */
  record Manifest(String language, String file, Pattern paths) {
    /** For references that cannot be declared. */
    static final Manifest NONE = new Manifest("", "", "(?!)");

    Manifest(String language, String file, String paths) {
      this(language, file, Pattern.compile(paths));
    }

    boolean matches(String path) {
      return paths.matcher(path).matches();
    }
  }

  /**
   * One import in a file.
   *
   * @param name the imported name, without quotes
   * @param before the line up to it, with its quote or angle bracket
   * @param line counted from 1
   */
  record Import(String name, String before, int line) {
    /** Returns its parts, such as {@code java}, {@code util}, {@code List}. */
    String[] steps(String separator) {
      return Pattern.of(separator).splitAll(name).toArray(String[]::new);
    }

    /** Returns its first part. */
    String root(String separator) {
      return steps(separator)[0];
    }
  }
}
