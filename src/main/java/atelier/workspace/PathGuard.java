package atelier.workspace;

import atelier.event.VisibleText;
import atelier.pattern.Pattern;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * Decides which paths a model may write: inside the project, valid on every operating system, and
 * not a file that configures a tool. Includes JGit's strict {@link ObjectChecker}.
 */
public final class PathGuard {
  private static final int MAX_BYTES = 240;
  private static final int MAX_PARTS = 16;
  private static final int MAX_FILES = 200;

  private PathGuard() {}

  /** Describes why a path is not allowed, for a model to fix; empty if it is allowed. */
  public static Optional<String> findViolation(String path) {
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("the path \"" + shown(path.substring(0, 40)) + "…\" is longer than "
          + MAX_BYTES + " bytes");
    }
    String subject = "the path \"" + shown(path) + "\" ";
    if (path.isEmpty()
        || "/~-".indexOf(path.charAt(0)) >= 0
        || Pattern.of("(?s)[A-Za-z]:.*").matches(path)
        || path.contains("\\")
        || List.of(path.split("/", -1)).contains("..")) {
      return Optional.of(subject + "is not a relative path with \"/\" inside the project");
    }
    if (path.split("/", -1).length > MAX_PARTS) {
      return Optional.of(subject + "has more than " + MAX_PARTS + " parts (folders and file name)");
    }
    if (path.codePoints().anyMatch(VisibleText::isInvisible)) {
      return Optional.of(subject + "contains invisible characters");
    }
    if (!Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
      return Optional.of(subject + "is not in the composed Unicode form (NFC)");
    }
    return ControlFiles.findReason(foldCase(path))
        .or(() -> ControlFiles.findReason(path))
        .map(reason -> subject + "is not allowed: " + reason)
        .or(() -> findGitViolation(path, subject));
  }

  private static String shown(String path) {
    return path.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
  }

  private static Optional<String> findGitViolation(String path, String subject) {
    try {
      new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true).checkPath(path);
      return Optional.empty();
    } catch (CorruptObjectException e) {
      return Optional.of(subject + "cannot be used on every system: " + e.getMessage());
    }
  }

  /**
   * Describes the first problem of a list of paths: one that is not allowed, a duplicate, or a file
   * that is also a folder.
   */
  public static Optional<String> findViolation(List<String> paths) {
    if (paths.size() > MAX_FILES) {
      return Optional.of(paths.size() + " files are more than the limit of " + MAX_FILES);
    }
    Optional<String> violation =
        paths.stream().map(PathGuard::findViolation).flatMap(Optional::stream).findFirst();
    if (violation.isPresent()) {
      return violation;
    }
    Map<String, String> pathsByFoldedName = new HashMap<>();
    for (String path : paths) {
      String duplicate = pathsByFoldedName.put(foldCase(path), path);
      if (duplicate != null) {
        return Optional.of("the path \"" + path + "\" occurs twice"
            + (duplicate.equals(path) ? "" : ", once as \"" + duplicate + "\""));
      }
    }
    return findFileUsedAsFolder(paths, pathsByFoldedName);
  }

  private static Optional<String> findFileUsedAsFolder(
      List<String> paths, Map<String, String> files) {
    Set<String> folders = new HashSet<>();
    for (String path : paths) {
      String folded = foldCase(path);
      for (int slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
        folders.add(folded.substring(0, slash));
      }
    }
    return files.keySet().stream()
        .filter(folders::contains)
        .findFirst()
        .map(path -> "the path \"" + files.get(path) + "\" is a file and a folder at once");
  }

  /** A key that is equal for paths that some file system treats as the same. */
  private static String foldCase(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
