package atelier.packages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** Names a layer by the hash of everything that decides what is in it. */
final class LayerKey {
  static final int LENGTH = 64;

  private LayerKey() {}

  /**
   * Returns the name: 64 hexadecimal digits. The folder of the request counts, since packages
   * remember the path at which they were installed. With a lock file most companions do not count:
   * they only decide what is locked.
   *
   * @param toolVersion what the tool and the language say of their versions
   * @param architecture the machine's, as {@code os.arch} names it
   */
  static String of(Recipe recipe, PackageRequest request, String toolVersion, String architecture) {
    MessageDigest digest = sha256();
    add(digest, recipe.ecosystem());
    add(digest, String.valueOf(recipe.version()));
    add(digest, architecture);
    add(digest, toolVersion);
    add(digest, request.folder());
    boolean isLocked = request.files().keySet().stream()
        .anyMatch(path -> recipe.locks().contains(path) && !recipe.isManifest(path));
    new TreeMap<>(request.files()).forEach((path, content) -> {
      if (!isLocked
          || recipe.locks().contains(path)
          || recipe.isManifest(path)
          || ToolchainFiles.contains(path)) {
        add(digest, path);
        add(digest, content);
      }
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether a text is such a name. */
  static boolean isKey(String text) {
    return text.length() == LENGTH
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** With its length, so that no two lists of texts are the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  /** The first digits of a text's hash. */
  static String digits(String text, int count) {
    return HexFormat.of()
        .formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
        .substring(0, count);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
