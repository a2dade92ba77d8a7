package atelier.rig.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hashes by which registries and lock files name contents. */
public final class Hashes {
  private Hashes() {}

  /** The SHA-256 in hexadecimal digits. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(of("SHA-256", content));
  }

  static byte[] of(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
