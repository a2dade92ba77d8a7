package atelier.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lists and scripts that lie in the jar beside this package. */
final class ResourceFiles {
  private ResourceFiles() {}

  static String text(String name) {
    try (InputStream in = ResourceFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks atelier/language/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String name) {
    return text(name).lines().filter(line -> !line.isBlank()).toList();
  }
}
