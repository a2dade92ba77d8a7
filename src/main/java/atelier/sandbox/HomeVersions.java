package atelier.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
      new Row("mvn", ".sdkman/candidates/maven", ""));

  private HomeVersions() {}

  /** A toolchain in a folder of its own, with its executables in {@code bin}. */
  record Version(String tool, String version, Path folder) {}

  /**
   * Returns what is installed, the newest of each tool first. Links to versions are left out, such
   * as {@code current}, since they may lead anywhere. Blocking.
   */
  static List<Version> find(Path home) {
    List<Version> versions = new ArrayList<>();
    ROWS.forEach(row -> versions.addAll(find(row, home.resolve(row.folder()))));
    versions.sort(Comparator.comparing(Version::tool)
        .thenComparing(Version::version, (a, b) -> VersionRange.compare(b, a)));
    return List.copyOf(versions);
  }

  private static List<Version> find(Row row, Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .sorted()
          .limit(MAX_VERSIONS_OF_ROW)
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .map(entry -> new Version(
              row.tool(), version(entry), entry.resolve(row.within()).normalize()))
          .filter(found -> !found.version().isEmpty()
              && Files.isDirectory(found.folder(), LinkOption.NOFOLLOW_LINKS)
              && Files.isExecutable(found.folder().resolve("bin").resolve(row.tool())))
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      LOG.log(Level.FINE, parent + " cannot be listed", unreadable);
      return List.of();
    }
  }

  /** The version in a name such as {@code v20.11.1}, {@code go1.22.1} or {@code 17.0.9-tem}. */
  private static String version(Path folder) {
    String name = String.valueOf(folder.getFileName()).replaceFirst("^(?:v|go)", "");
    String version = name.replaceFirst("-.*", "");
    return version.matches("[0-9]+(?:\\.[0-9]+){0,3}") ? version : "";
  }
}
