package atelier.sandbox.sprites;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The names of a node's sprites: lower-case letters, digits and {@code -}. Pure. */
final class SpriteName {
  /** As a label of a host name, which a sprite's URL contains. */
  static final int MAX_CHARS = 63;

  private static final int HASH_CHARS = 12;

  private SpriteName() {}

  /** The beginning of the names of all sprites of a node. */
  static String prefix(String node) {
    return "atelier-" + hash(node) + "-";
  }

  /** The name of a node's sprite for a project. */
  static String of(String node, String project) {
    String prefix = prefix(node);
    String slug =
        project.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    int room = MAX_CHARS - prefix.length() - HASH_CHARS - 1;
    String start = slug.length() <= room ? slug : slug.substring(0, room);
    return prefix + (start.isEmpty() ? "" : start + "-") + hash(project);
  }

  private static String hash(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_CHARS);
  }
}
