package atelier.rig.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** An archive with any names, links and permissions, also such as no honest tool writes. */
public final class Archive {
  private static final int BLOCK = 512;
  private static final int CHECKSUM_AT = 148;
  private static final int MODE = 0644;
  private static final int FILE_BITS = 0100000;
  private static final int LINK_BITS = 0120000;

  /** One entry; {@code type} is that of tar: 0 a file, 1 a hard link, 2 a symbolic link. */
  private static final class Entry {
    private final String name;
    private final char type;
    private final String link;
    private final byte[] content;
    private final int mode;

    Entry(String name, char type, String link, byte[] content, int mode) {
      this.name = name;
      this.type = type;
      this.link = link;
      this.content = content;
      this.mode = mode;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Adds a file. */
  public Archive file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file. */
  public Archive file(String name, byte[] content) {
    entries.add(new Entry(name, '0', "", content, MODE));
    return this;
  }

  /** Adds a symbolic link. */
  public Archive symbolicLink(String name, String target) {
    entries.add(new Entry(name, '2', target, new byte[0], 0777));
    return this;
  }

  /** Adds a hard link. */
  public Archive hardLink(String name, String target) {
    entries.add(new Entry(name, '1', target, new byte[0], MODE));
    return this;
  }

  /** The archive as {@code .tar.gz}, which npm and cargo want. */
  public byte[] tarGz() {
    return gzip(concat(tar(), new byte[2 * BLOCK]));
  }

  /**
   * The archive with a file of so many MiB at its end, almost all of them zeros, as {@code
   * .tar.gz}: some hundredth of that. They are compressed once, since members of gzip may follow
   * each other.
   *
   * @param noiseBytes how much of 16 MiB cannot be compressed
   */
  public byte[] tarGzWithZeros(String name, int mebibytes, int noiseBytes) {
    int chunk = 16;
    byte[] plain = new byte[chunk << 20];
    byte[] noise = new byte[noiseBytes];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, plain, 0, noiseBytes);
    byte[] zeros = gzip(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(gzip(concat(tar(), header(name, '0', "", (long) mebibytes << 20, MODE))));
    for (int i = 0; i < mebibytes / chunk; i++) {
      out.writeBytes(zeros);
    }
    out.writeBytes(gzip(new byte[2 * BLOCK]));
    return out.toByteArray();
  }

  private byte[] tar() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      out.writeBytes(header(entry.name, entry.type, entry.link, entry.content.length, entry.mode));
      out.writeBytes(entry.content);
      out.writeBytes(new byte[Math.floorMod(-entry.content.length, BLOCK)]);
    }
    return out.toByteArray();
  }

  private static byte[] header(String name, char type, String link, long size, int mode) {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    put(header, 0, name);
    put(header, 100, String.format("%07o", mode));
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", size));
    put(header, 136, String.format("%011o", 1_700_000_000));
    put(header, CHECKSUM_AT, "        ");
    put(header, 156, String.valueOf(type));
    put(header, 157, link);
    put(header, 257, "ustar\u000000");
    int sum = 0;
    for (byte each : header.array()) {
      sum += each & 0xff;
    }
    put(header, CHECKSUM_AT, String.format("%06o\0 ", sum));
    return header.array();
  }

  private static void put(ByteBuffer header, int at, String text) {
    header.position(at).put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The archive as {@code .zip}, without compression, which pip, Go and Java want. */
  public byte[] zip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
      byte[] content =
          entry.type == '2' ? entry.link.getBytes(StandardCharsets.UTF_8) : entry.content;
      CRC32 crc = new CRC32();
      crc.update(content);
      byte[] common = little(26)
          .putShort((short) 20)
          .putShort((short) 0)
          .putShort((short) 0)
          .putInt(0x5a215a21)
          .putInt((int) crc.getValue())
          .putInt(content.length)
          .putInt(content.length)
          .putShort((short) name.length)
          .putShort((short) 0)
          .array();
      int bits = entry.mode | (entry.type == '2' ? LINK_BITS : FILE_BITS);
      directory.writeBytes(
          little(6).putInt(0x02014b50).putShort((short) (3 << 8 | 20)).array());
      directory.writeBytes(common);
      directory.writeBytes(little(14)
          .putShort((short) 0)
          .putShort((short) 0)
          .putShort((short) 0)
          .putInt(bits << 16)
          .putInt(out.size())
          .array());
      directory.writeBytes(name);
      out.writeBytes(little(4).putInt(0x04034b50).array());
      out.writeBytes(common);
      out.writeBytes(name);
      out.writeBytes(content);
    }
    int start = out.size();
    out.writeBytes(directory.toByteArray());
    out.writeBytes(little(22)
        .putInt(0x06054b50)
        .putInt(0)
        .putShort((short) entries.size())
        .putShort((short) entries.size())
        .putInt(directory.size())
        .putInt(start)
        .putShort((short) 0)
        .array());
    return out.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length)
        .put(first)
        .put(second)
        .array();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return out.toByteArray();
  }
}
