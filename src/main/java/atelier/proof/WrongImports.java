package atelier.proof;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.Collection;
import java.util.Optional;

/** Recognises that a file imports another by a path that no file of the project has. */
final class WrongImports {
  private static final Pattern RELATIVE = Pattern.compile("Cannot find module '(\\.{1,2}/[^']+)'");
  private static final Pattern IMPORTED_FROM =
      Pattern.compile("Cannot find module '/work/([^']+)' imported from /work/(\\S+)");
  private static final Pattern MODULE = Pattern.compile("No module named '([\\w.]+)'");

  /** Folders as many projects have them, which no package is called. */
  private static final Pattern FOLDER = Pattern.compile("src|lib|app|tests?|utils?|core|main");

  private WrongImports() {}

  /**
   * What is imported.
   *
   * @param importer the path of the file that imports it; empty if the stack trace says it
   */
  record WrongImport(String name, String importer) {}

  /** The import that a failed program reports; empty if there is none, or it is of a package. */
  static Optional<WrongImport> find(String output, Collection<String> paths) {
    Matcher imported = IMPORTED_FROM.matcher(output);
    if (imported.find()) {
      return Optional.of(new WrongImport(imported.group(1), imported.group(2)));
    }
    Matcher relative = RELATIVE.matcher(output);
    if (relative.find()) {
      return Optional.of(new WrongImport(relative.group(1), ""));
    }
    Matcher module = MODULE.matcher(output);
    return module.find() && isOwnByMistake(module.group(1), paths, output)
        ? Optional.of(new WrongImport(module.group(1), ""))
        : Optional.empty();
  }

  /** Whether a missing Python module is a wrong path of the project's own, and no package. */
  static boolean isOwnByMistake(String name, Collection<String> paths, String output) {
    String first = name.split("\\.", 2)[0];
    if (isIn(paths, first)) {
      return false;
    }
    return FOLDER.matcher(first).matches()
        || Pattern.compile("\\b(?:from|import) " + Pattern.quote(first) + "\\.([\\w.]+)")
            .matcher(output)
            .results()
            .map(found -> found.group(1).replaceFirst("^.*\\.", ""))
            .anyMatch(last -> isIn(paths, last));
  }

  /** Whether a path is this module, or in its folder. */
  static boolean isIn(Collection<String> paths, String module) {
    Pattern place = Pattern.compile("(.*/)?" + Pattern.quote(module) + "(\\.\\w+|/.*)");
    return paths.stream().anyMatch(place::matches);
  }
}
