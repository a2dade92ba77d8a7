package atelier.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes files to a project's work tree without following symbolic links in it. */
final class WorkTree {
  private final Path root;

  WorkTree(Path root) {
    this.root = root;
  }

  /** The folder that all files are in. */
  Path root() {
    return root;
  }

  /** Rejects a folder that leads elsewhere, where files would be written that are not ours. */
  static void rejectSymbolicLink(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " is a symbolic link, which is not followed: remove it, and"
          + " the project is written again from its journal");
    }
  }

  /** Rejects a root that was replaced by a symbolic link. */
  void requireOwnFolder() throws IOException {
    rejectSymbolicLink(root);
    rejectSymbolicLink(root.resolve(".git"));
  }

  /** Writes a file atomically; anything else at its path is deleted. */
  void write(String path, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Path file = resolve(path);
    createParents(Objects.requireNonNull(file.getParent()));
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      deleteRecursively(file);
    }
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return;
    }
    Path temporary = file.resolveSibling("new.atelier-tmp");
    Files.deleteIfExists(temporary);
    Files.write(temporary, bytes);
    if (isScript(content)) {
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes a file and the folders that are empty then; a folder at its path stays. */
  void delete(String path) throws IOException {
    Path file = resolve(path);
    Path folder = root;
    for (Path name : root.relativize(Objects.requireNonNull(file.getParent()))) {
      folder = folder.resolve(name);
      if (!folder.equals(root) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
    }
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(file);
    }
    while (!folder.equals(root) && isEmpty(folder)) {
      Files.delete(folder);
      folder = Objects.requireNonNull(folder.getParent());
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private Path resolve(String path) throws IOException {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new IOException(path + " is outside the project");
    }
    return file;
  }

  /** Whether a file is an executable script. */
  static boolean isScript(String content) {
    return content.startsWith("#!");
  }

  private void createParents(Path folder) throws IOException {
    Path current = root;
    for (Path name : root.relativize(folder)) {
      current = current.resolve(name);
      if (!current.equals(root) && !Files.isDirectory(current, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(current);
        Files.createDirectory(current);
      }
    }
  }

  private static void deleteRecursively(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
