package atelier.scan;

import atelier.event.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Scans files and folders; what is no text, or too long, is passed over and said so. */
public final class TreeScan {
  private static final long MAX_BYTES = 2 << 20;

  private final Scanner scanner;
  private final List<Hit> hits = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private int files;

  /** A finding and the file it is in. */
  public record Hit(Path file, Finding finding) {}

  public TreeScan(Scanner scanner) {
    this.scanner = scanner;
  }

  /** Scans a file, or all files below a folder; links and .git are left alone. */
  public void add(Path root) {
    FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return folder.endsWith(".git") && !folder.equals(root)
            ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        if (attributes.isRegularFile()) {
          look(file, attributes.size());
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException problem) {
        skipped.add(file + ": cannot be read: " + problem.getMessage());
        return FileVisitResult.CONTINUE;
      }
    };
    try {
      Files.walkFileTree(root, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look(Path file, long bytes) throws IOException {
    if (bytes > MAX_BYTES) {
      skipped.add(file + ": longer than " + MAX_BYTES + " bytes");
      return;
    }
    byte[] content = Files.readAllBytes(file);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      if (text.indexOf('\0') < 0) {
        files++;
        scanner.scan(file.toString(), text).forEach(found -> hits.add(new Hit(file, found)));
      }
    } catch (CharacterCodingException binary) {
      skipped.add(file + ": not UTF-8 text");
    }
  }

  public List<Hit> hits() {
    return List.copyOf(hits);
  }

  public List<String> skipped() {
    return List.copyOf(skipped);
  }

  public int files() {
    return files;
  }

  public boolean blocks() {
    return hits.stream().anyMatch(hit -> hit.finding().blocks());
  }
}
