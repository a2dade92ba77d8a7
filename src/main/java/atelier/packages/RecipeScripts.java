package atelier.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Reads the scripts of recipes, which are in the jar's folder {@code packages}. */
final class RecipeScripts {
  private static final String FOLDER = "/packages/";

  /** A line of a script that stands for the text of a file beside it. */
  private static final String INCLUDE = "#include ";

  private RecipeScripts() {}

  /**
   * Returns a script with the files that it includes, each by a line {@code #include NAME}.
   *
   * @param path its path in the folder, such as {@code npm/resolve.sh}
   */
  static String read(String path) {
    String folder = path.substring(0, path.indexOf('/') + 1);
    return text(path)
        .lines()
        .map(line -> line.startsWith(INCLUDE)
            ? text(folder + line.substring(INCLUDE.length()).strip())
            : line + "\n")
        .collect(Collectors.joining());
  }

  /** Returns a file of the folder. */
  static String text(String path) {
    try (InputStream in = RecipeScripts.class.getResourceAsStream(FOLDER + path)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + path + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
