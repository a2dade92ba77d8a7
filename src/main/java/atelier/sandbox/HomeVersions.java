package atelier.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Finds the versions of toolchains that version managers keep in a person's home folder. */
final class HomeVersions {
  private static final Logger LOG = Logger.getLogger(HomeVersions.class.getName());
  private static final int MAX_VERSIONS_OF_ROW = 50;

  /**
   * Where a version manager has the folders of versions.
   *
   * @param within the folder of the toolchain in that of the version; empty for the same
   */
  private record Row(String tool, String folder, String within) {}

  private static final List<Row> ROWS = List.of(
      new Row("node", ".nvm/versions/node", ""),
      new Row("node", ".local/share/fnm/node-versions", "installation"),
      new Row("node", ".volta/tools/image/node", ""),
      new Row("node", ".asdf/installs/nodejs", ""),
      new Row("node", ".local/share/mise/installs/node", ""),
      new Row("python3", ".pyenv/versions", ""),
      new Row("python3", ".asdf/installs/python", ""),
      new Row("python3", ".local/share/mise/installs/python", ""),
      new Row("rustc", ".rustup/toolchains", ""),
      new Row("go", "sdk", ""),
      new Row("go", "go/sdk", ""),
      new Row("go", ".asdf/installs/golang", "go"),
      new Row("go", ".local/share/mise/installs/go", ""),
      new Row("java", ".sdkman/candidates/java", ""),
      new Row("java", ".local/share/mise/installs/java", ""),
      new Row("mvn", ".sdkman/candidates/maven", ""),
      new Row("gradle", ".sdkman/candidates/gradle", ""));

  private static final Map<String, String> MANAGERS = Map.of(
      ".nvm", "nvm",
      ".local/share/fnm", "fnm",
      ".volta", "volta",
      ".asdf", "asdf",
      ".local/share/mise", "mise",
      ".pyenv", "pyenv",
      ".rustup", "rustup",
      ".sdkman", "sdkman");

  private HomeVersions() {}

  /** A toolchain in a folder of its own, with its executables in {@code bin}. */
  record Version(String tool, String version, Path folder) {
    Path executables() {
      return folder.resolve("bin");
    }
  }

  /** A folder that no job gets, and why. */
  record Unused(String tool, Path folder, String reason) {}

  /**
   * What version managers keep.
   *
   * @param versions what jobs may get, the newest of each tool first
   */
  record Found(List<Version> versions, List<Unused> unused) {}

  /** Returns what jobs may get, the newest of each tool first. Blocking. */
  static List<Version> find(Path home) {
    return survey(home).versions();
  }

  /**
   * Returns what is installed. Links to versions are left out, such as {@code current}, since they
   * may lead anywhere. Blocking.
   */
  static Found survey(Path home) {
    List<Version> versions = new ArrayList<>();
    List<Unused> unused = new ArrayList<>();
    for (Row row : ROWS) {
      for (Path entry : entries(home.resolve(row.folder()))) {
        String version = version(entry);
        Path folder = entry.resolve(row.within()).normalize();
        if (!version.isEmpty()) {
          String reason = ToolchainFolder.whyUnused(home, entry, folder, row.tool());
          if (reason.isEmpty()) {
            versions.add(new Version(row.tool(), version, folder));
          } else if (!isAlias(entry)) {
            unused.add(new Unused(row.tool(), folder, reason));
          }
        }
      }
    }
    versions.sort(Comparator.comparing(Version::tool)
        .thenComparing(Version::version, (a, b) -> VersionRange.compare(b, a)));
    return new Found(List.copyOf(versions), List.copyOf(unused));
  }

  /** The version manager that has a folder; empty if it is none that is known. */
  static String manager(Path home, Path folder) {
    return MANAGERS.entrySet().stream()
        .filter(row -> folder.startsWith(home.resolve(row.getKey())))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static List<Path> entries(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.sorted().limit(MAX_VERSIONS_OF_ROW).toList();
    } catch (IOException | UncheckedIOException unreadable) {
      LOG.log(Level.FINE, parent + " cannot be listed", unreadable);
      return List.of();
    }
  }

  /** Whether a link is another name for a version beside it, as mise has {@code 20}. */
  private static boolean isAlias(Path entry) {
    try {
      return Files.isSymbolicLink(entry)
          && entry.toRealPath().startsWith(entry.resolve("..").normalize().toRealPath());
    } catch (IOException dangling) {
      return false;
    }
  }

  /** The version in a name such as {@code v20.11.1}, {@code go1.22.1} or {@code 17.0.9-tem}. */
  private static String version(Path folder) {
    String name = String.valueOf(folder.getFileName()).replaceFirst("^(?:v|go)", "");
    String version = name.replaceFirst("-.*", "");
    return version.matches("[0-9]+(?:\\.[0-9]+){0,3}") ? version : "";
  }
}
