package atelier.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Reads and writes the files of control groups. Blocking. */
final class CgroupFiles implements CgroupLocation.HostFiles {
  @Override
  public List<String> words(Path file) {
    return read(file);
  }

  @Override
  public boolean isWritable(Path path) {
    return Files.isWritable(path);
  }

  /** The words of a file; empty if it cannot be read. */
  static List<String> read(Path file) {
    try {
      String content = Files.readString(file).strip();
      return content.isEmpty() ? List.of() : List.of(content.split("\\s+"));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The number after a word, as in {@code oom_kill 2}; 0 if it is missing. */
  static long count(Path file, String name) {
    List<String> words = read(file);
    int at = words.indexOf(name);
    return at >= 0 && at + 1 < words.size() ? Long.parseLong(words.get(at + 1)) : 0;
  }

  /** Writes a value in one write, as the kernel demands, to a file that exists. */
  static void write(Path file, String value) throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      out.write(value.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IOException(file + " does not accept " + value + ": " + e.getMessage(), e);
    }
  }

  /** Removes a group with those below it; only groups without processes can be removed. */
  static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path child : children) {
        delete(child);
      }
    }
    Files.deleteIfExists(folder);
  }
}
