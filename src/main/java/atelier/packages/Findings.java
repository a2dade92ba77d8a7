package atelier.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the scripts of a {@link Recipe} found, in a folder of the layer that they built. Packages
 * may have written there too: files are read up to a limit, and no link is followed. Blocking.
 */
record Findings(Path folder) {
  private static final long MAX_BYTES = 16L << 20;
  private static final int MAX_LINES = 50_000;
  private static final int MAX_LINE_CHARS = 300;

  /** Those in a layer's folder. */
  static Findings in(Path layer) {
    return new Findings(layer.resolve(".atelier"));
  }

  /** The lines of one kind without empty ones; none if it was not written. */
  List<String> lines(String kind) throws IOException {
    return text(kind)
        .orElse("")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(line -> line.substring(0, Math.min(MAX_LINE_CHARS, line.length())))
        .distinct()
        .limit(MAX_LINES)
        .toList();
  }

  /** The lock files, by name. */
  Map<String, String> locks(Recipe recipe) throws IOException {
    Map<String, String> locks = new LinkedHashMap<>();
    for (String name : recipe.locks()) {
      text(name).ifPresent(content -> locks.put(name, content));
    }
    return locks;
  }

  private Optional<String> text(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(name + " has more than " + MAX_BYTES + " bytes");
    }
    return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }
}
