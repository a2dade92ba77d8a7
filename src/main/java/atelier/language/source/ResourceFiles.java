package atelier.language.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the lists and scripts in the jar's folder {@code atelier/language}. */
public final class ResourceFiles {
  private static final String FOLDER = "/atelier/language/";

  private ResourceFiles() {}

  public static String text(String name) {
    try (InputStream in = ResourceFiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> lines(String name) {
    return text(name).lines().filter(line -> !line.isBlank()).toList();
  }
}
