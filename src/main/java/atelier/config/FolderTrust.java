package atelier.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides whether the files that configure Atelier are taken from the working directory. They say
 * how generated code runs and where prompts are sent, so they must be the user's own.
 */
public final class FolderTrust {
  private static final List<String> FILES = List.of(
      ".env", "conf/atelier.yaml", "conf/prompts", "conf/rules.toml", "conf/hazelcast.yaml");
  private static final int ROOT = 0;

  private FolderTrust() {}

  /**
   * Describes why the files in a folder are not taken, in a sentence for the user; empty if they
   * are, or none exists.
   *
   * @param isMadeByAtelier whether a folder is in a project whose files models wrote
   */
  public static Optional<String> findDoubt(Path folder, Predicate<Path> isMadeByAtelier) {
    List<String> files = FILES.stream()
        .filter(file -> Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS))
        .toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> reason = findForeign(folder, files)
        .map(foreign -> foreign + " belongs to another user")
        .or(() -> isMadeByAtelier.test(folder)
            ? Optional.of("this folder is in a project that Atelier made")
            : Optional.empty());
    return reason.map(text -> "settings are not taken from " + String.join(", ", files) + ": "
        + text + "; read what they say, then add --trust, or name a file with --conf FILE");
  }

  private static Optional<String> findForeign(Path folder, List<String> files) {
    List<String> all = new ArrayList<>(files);
    if (Files.exists(folder.resolve("conf"))) {
      all.add("conf");
    }
    return Stream.concat(Stream.of("."), all.stream())
        .filter(file -> isForeign(folder.resolve(file)))
        .findFirst()
        .map(file -> file.equals(".") ? "this folder" : file);
  }

  /** Whether a file belongs to another user than this one and root; false where none is known. */
  private static boolean isForeign(Path file) {
    try {
      int owner = (int) Files.getAttribute(file, "unix:uid");
      return owner != ROOT && owner != (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return false;
    }
  }
}
