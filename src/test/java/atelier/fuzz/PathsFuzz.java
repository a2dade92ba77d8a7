package atelier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.workspace.PathGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** A path that is allowed stays inside of a project, and is no file that steers a tool. */
final class PathsFuzz implements FuzzTarget {
  private static final List<String> PARTS = List.of(
      "a",
      "b.py",
      "src",
      "..",
      ".",
      "...",
      "",
      " ",
      "a ",
      ".git",
      ".GIT",
      ".gıt",
      "git~1",
      ".g\u200cit",
      ".env",
      ".ENV",
      "conf",
      "atelier.yaml",
      "CON",
      "nul.txt",
      "a:b",
      "~",
      "-rf",
      "C:",
      "\\",
      "a\\b",
      "\u0000",
      "\n",
      "é",
      "e\u0301",
      "／",
      "．．",
      "．git",
      "ﬁle",
      "K",
      "K",
      ".ssh",
      ".bashrc",
      "CLAUDE.md",
      ".github",
      "workflows",
      "x.yml",
      "%2e%2e",
      "\ud800",
      "😀",
      "\u202e",
      "ß",
      "ẞ",
      "a.",
      "aux.c");
  private static final List<String> SEPARATORS = List.of("/", "/", "/", "/", "//", "\\", "∕");

  private final Path root;

  PathsFuzz() throws IOException {
    root = Files.createTempDirectory("atelier-fuzz-").toRealPath();
  }

  @Override
  public void play(Random random) throws IOException {
    StringBuilder made = new StringBuilder(random.nextInt(12) == 0 ? "/" : "");
    for (int parts = random.nextInt(6); parts >= 0; parts--) {
      made.append(Mutation.any(PARTS, random).repeat(random.nextInt(30) == 0 ? 90 : 1));
      made.append(parts > 0 ? Mutation.any(SEPARATORS, random) : "");
    }
    String path = made.toString();
    var violation = PathGuard.findViolation(path);
    violation.ifPresent(reason -> assertThat(reason.codePoints().noneMatch(Character::isISOControl))
        .as(reason)
        .isTrue());
    if (violation.isEmpty()) {
      check(path);
    }
    assertThat(PathGuard.findViolation(List.of(path, path))).isPresent();
  }

  private void check(String path) throws IOException {
    Path relative = Path.of(path);
    assertThat(relative.isAbsolute()).as(path).isFalse();
    assertThat(relative.normalize().toString()).isEqualTo(path);
    assertThat(path.getBytes(StandardCharsets.UTF_8).length).as(path).isLessThanOrEqualTo(240);
    for (Path part : relative) {
      assertThat(part.toString().toLowerCase(Locale.ROOT))
          .as(path)
          .isNotIn("..", ".git", ".env", ".ssh", ".bashrc", "git~1");
    }
    assertThat(path.toLowerCase(Locale.ROOT)).isNotEqualTo("conf/atelier.yaml");
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    } catch (java.nio.file.FileSystemException clash) {
      return; // a file of an earlier round is a folder now
    }
    assertThat(file.toRealPath()).isEqualTo(root.resolve(relative));
    Files.delete(file);
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
