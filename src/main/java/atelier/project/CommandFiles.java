package atelier.project;

import atelier.pattern.Pattern;
import java.util.Collection;
import java.util.List;

/** Finds the files that a command names: by path, or as a module or class of its language. */
public final class CommandFiles {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_./@+~-]+");

  private CommandFiles() {}

  /**
   * Whether a command, or a line of shell text in it, names a file.
   *
   * @param others paths of other files: what one of them is called too is not the name of this one
   */
  public static boolean names(List<String> command, String path, Collection<String> others) {
    String module = module(path);
    boolean ownModule =
        !module.isEmpty() && others.stream().noneMatch(other -> module(other).equals(module));
    return command.stream()
        .flatMap(BETWEEN_WORDS::splitAsStream)
        .map(word -> word.startsWith("./") ? word.substring(2) : word)
        .anyMatch(word -> word.equals(path)
            || (ownModule && (word.equals(module) || word.startsWith(module + "."))));
  }

  /** The name by which Python or a JVM runs a file; empty for other languages. */
  private static String module(String path) {
    String stem = path.replaceFirst("\\.(py|java)$", "");
    return stem.equals(path) ? "" : stem.replace('/', '.').replaceFirst("\\.__(main|init)__$", "");
  }
}
