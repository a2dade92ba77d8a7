package atelier.sandbox.sprites;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes files as a tar archive (POSIX.1-2001, pax). Pure. */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int MAX_NAME_BYTES = 100;

  private TarArchive() {}

  /**
   * Returns the archive of some files; scripts are executable.
   *
   * @param files content by relative path
   * @param modifiedAt the time of their last change, in seconds since 1970
   * @throws IllegalArgumentException for a path that leads out of the folder
   */
  static byte[] of(Map<String, String> files, long modifiedAt) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    new TreeMap<>(files).forEach((path, text) -> {
      requireInside(path);
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      byte[] name = path.getBytes(StandardCharsets.UTF_8);
      if (name.length > MAX_NAME_BYTES) {
        byte[] record = pathRecord(path);
        add(archive, "pax".getBytes(StandardCharsets.UTF_8), 'x', 0644, modifiedAt, record);
        name = Arrays.copyOf(name, MAX_NAME_BYTES);
      }
      add(archive, name, '0', text.startsWith("#!") ? 0755 : 0644, modifiedAt, content);
    });
    archive.writeBytes(new byte[2 * BLOCK]);
    return archive.toByteArray();
  }

  private static void requireInside(String path) {
    Path normal = Path.of(path).normalize();
    if (normal.isAbsolute() || normal.startsWith("..") || normal.toString().isEmpty()) {
      throw new IllegalArgumentException(path + " is outside of the folder");
    }
  }

  private static void add(
      ByteArrayOutputStream archive,
      byte[] name,
      char type,
      int mode,
      long modifiedAt,
      byte[] content) {
    byte[] header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, name.length);
    put(header, 100, octal(mode, 7));
    put(header, 108, octal(0, 7));
    put(header, 116, octal(0, 7));
    put(header, 124, octal(content.length, 11));
    put(header, 136, octal(modifiedAt, 11));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    put(header, 148, octal(sum, 6) + "\0 ");
    archive.writeBytes(header);
    archive.writeBytes(content);
    archive.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static String octal(long value, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "o", value);
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  /** A record contains its own length, in decimal. */
  private static byte[] pathRecord(String path) {
    String rest = " path=" + path + "\n";
    int restBytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = restBytes + 1;
    while (length != restBytes + Integer.toString(length).length()) {
      length = restBytes + Integer.toString(length).length();
    }
    return (length + rest).getBytes(StandardCharsets.UTF_8);
  }
}
