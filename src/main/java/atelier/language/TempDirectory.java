package atelier.language;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder for one check: the project's files, a home and the tool's output. {@link
 * #close} deletes it. The files are two folders deep, so that {@code ../../} stays inside.
 */
final class TempDirectory implements AutoCloseable {
  private final Path root;

  private TempDirectory(Path root) {
    this.root = root;
  }

  static TempDirectory open() throws IOException {
    TempDirectory scratch =
        new TempDirectory(Files.createTempDirectory("atelier-check-").toRealPath());
    Files.createDirectories(scratch.workFolder());
    Files.createDirectories(scratch.homeFolder());
    Files.createDirectories(scratch.outputFolder());
    return scratch;
  }

  Path workFolder() {
    return root.resolve("two").resolve("deeper").resolve("work");
  }

  Path homeFolder() {
    return root.resolve("home");
  }

  Path outputFolder() {
    return root.resolve("out");
  }

  Path capturedOutput() {
    return root.resolve("output");
  }

  /** Writes a file; returns false if its path is outside of the folder or already exists. */
  boolean add(String path, String text) {
    try {
      Path file = workFolder().resolve(path).normalize();
      if (path.isEmpty() || !file.startsWith(workFolder()) || file.equals(workFolder())) {
        return false;
      }
      Files.createDirectories(file.getParent());
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
      return true;
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
          throws IOException {
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
