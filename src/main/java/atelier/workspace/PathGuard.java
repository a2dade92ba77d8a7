package atelier.workspace;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * Which paths a model may write: such as every system can hold, inside the project, and not read by
 * a tool as orders. Git's own strict check first, then what it lets through.
 */
public final class PathGuard {
  private static final int MAX_BYTES = 240;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FILES = 200;

  /** Files that tools obey as soon as they lie there; by their path in lower case. */
  private static final List<Rule> CONTROL = List.of(
      new Rule("(.*/)?\\.git(modules|attributes|config)?(/.*)?", "Git obeys it"),
      new Rule(
          "(.*/)?\\.(envrc|npmrc|yarnrc[^/]*|pypirc|netrc|mcp\\.json)", "a tool runs or obeys it"),
      new Rule(
          "(.*/)?\\.(mvn|vscode|idea|claude|cursor|devcontainer|husky|cargo)(/.*)?",
          "a tool obeys what is in it"),
      new Rule("(.*/)?(claude|agents|gemini)\\.md|(.*/)?\\.cursorrules", "agents obey it"),
      new Rule("manifest\\.md|lessons_learned\\.md", "Atelier writes it itself"));

  private record Rule(Pattern path, String reason) {
    Rule(String path, String reason) {
      this(Pattern.compile(path), reason);
    }
  }

  private PathGuard() {}

  /** What is wrong with a path, for a model to mend; empty when it may be used. */
  public static Optional<String> refusal(String path) {
    String shown = "the path \"" + path.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?") + "\" ";
    if (path.isEmpty()
        || path.matches("[/~-].*")
        || path.matches("^[A-Za-z]:.*")
        || path.contains("\\")
        || List.of(path.split("/", -1)).contains("..")) {
      return Optional.of(shown + "is not a relative path with \"/\" inside the project");
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of(
          "the path \"" + path.substring(0, 40) + "…\" is longer than " + MAX_BYTES + " bytes");
    }
    if (path.split("/", -1).length > MAX_DEPTH) {
      return Optional.of(shown + "is deeper than " + MAX_DEPTH + " folders");
    }
    if (path.codePoints().anyMatch(PathGuard::isHidden)) {
      return Optional.of(shown + "holds characters that cannot be seen");
    }
    if (!Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
      return Optional.of(shown + "is not in the composed Unicode form (NFC)");
    }
    return control(path, shown).or(() -> byGit(path, shown));
  }

  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED -> true;
      default -> false;
    };
  }

  private static Optional<String> control(String path, String shown) {
    String lower = path.toLowerCase(Locale.ROOT);
    return CONTROL.stream()
        .filter(rule -> rule.path().matcher(lower).matches())
        .findFirst()
        .map(rule -> shown + "is not allowed: " + rule.reason());
  }

  private static Optional<String> byGit(String path, String shown) {
    try {
      new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true).checkPath(path);
      return Optional.empty();
    } catch (CorruptObjectException e) {
      return Optional.of(shown + "cannot be used on every system: " + e.getMessage());
    }
  }

  /**
   * What is wrong with a list of paths: the first bad one, twins, or a file that is a folder too.
   */
  public static Optional<String> refusal(List<String> paths) {
    if (paths.size() > MAX_FILES) {
      return Optional.of(paths.size() + " files are more than the limit of " + MAX_FILES);
    }
    Optional<String> bad =
        paths.stream().map(PathGuard::refusal).flatMap(Optional::stream).findFirst();
    if (bad.isPresent()) {
      return bad;
    }
    Map<String, String> seen = new HashMap<>();
    for (String path : paths) {
      String twin = seen.put(folded(path), path);
      if (twin != null) {
        return Optional.of("the path \"" + path + "\" is there twice"
            + (twin.equals(path) ? "" : ", once as \"" + twin + "\""));
      }
    }
    return folder(paths, seen);
  }

  private static Optional<String> folder(List<String> paths, Map<String, String> files) {
    Set<String> folders = new HashSet<>();
    for (String path : paths) {
      String folded = folded(path);
      for (int at = folded.indexOf('/'); at >= 0; at = folded.indexOf('/', at + 1)) {
        folders.add(folded.substring(0, at));
      }
    }
    return files.keySet().stream()
        .filter(folders::contains)
        .findFirst()
        .map(path -> "the path \"" + files.get(path) + "\" is a file and a folder at once");
  }

  /** The same for two paths that some system takes for one. */
  private static String folded(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
