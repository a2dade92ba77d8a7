package atelier.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a job sees of the host: the installed software, and of {@code /etc} only what installed
 * software needs to start. Files in which people keep passwords are not visible, such as those of
 * npm, pip and Maven's {@code settings.xml}, nor are private keys.
 */
final class SystemMounts {
  /** The folders in which a system installs toolchains; home folders are not visible. */
  static final String TOOL_FOLDERS = "/usr/local/bin:/usr/local/go/bin:/usr/bin:/bin";

  /** The folder of the aliases: the last of the search path, so that installed tools win. */
  private static final String ALIASES = "/opt/aliases";

  /** Names that people use for a tool, and the tool's name on Debian. */
  private static final List<List<String>> ALIAS_TABLE =
      List.of(List.of("python", "python3"), List.of("pip", "pip3"));

  /** The installed software; {@code /bin} and its like are links on every merged system. */
  private static final String SOFTWARE = "--ro-bind /usr /usr"
      + " --symlink usr/bin /bin --symlink usr/sbin /sbin"
      + " --symlink usr/lib /lib --symlink usr/lib64 /lib64"
      + " --symlink ../usr/lib/os-release /etc/os-release";

  /** Settings that software under {@code /usr} reads or links to: patterns below {@code /etc}. */
  private static final List<String> SETTINGS = List.of(
      "alternatives",
      "ld.so.cache",
      "localtime",
      "mime.types",
      "fonts",
      "xml",
      // Certificates and OpenSSL, on Debian, Fedora and Arch; never the folders of private keys.
      "ssl/certs",
      "ssl/openssl.cnf",
      "ca-certificates/extracted",
      "crypto-policies",
      "pki/ca-trust/extracted",
      "pki/java",
      "pki/tls/{certs,cert.pem,openssl.cnf}",
      // Languages and their build tools.
      "{java,java-*,java[0-9]*}",
      "maven/{m2.conf,logging}",
      "{ant,ant.conf,groovy}",
      "{perl,python3,python3.*}",
      "php/*/{cli,mods-available}",
      "{R,dotnet,mono}");

  /** What is read at the paths of the host: instead of the job's own files, those of the host. */
  private static final List<String> UNMOUNTED = List.of(
      "/usr",
      "/bin",
      "/sbin",
      "/lib",
      "/lib64",
      "/proc",
      "/dev/random",
      "/dev/urandom",
      "/etc/group",
      "/etc/host.conf",
      "/etc/nsswitch.conf",
      "/etc/os-release",
      "/etc/passwd",
      "/etc/protocols",
      "/etc/services",
      "/etc/shells");

  private static final Path KEYS = Path.of("/proc/keys");

  private SystemMounts() {}

  /** Returns the search path of a job that sees further toolchains. */
  static String path(ToolchainMounts toolchains) {
    return TOOL_FOLDERS + toolchains.searchPath() + ":" + ALIASES;
  }

  /** Returns the options of bubblewrap that show the host's software. Blocking. */
  static List<String> all() {
    List<String> words = new ArrayList<>(List.of(SOFTWARE.split(" ")));
    settings(Path.of("/etc"))
        .forEach(path -> words.addAll(List.of("--ro-bind-try", path.toString(), path.toString())));
    aliases()
        .forEach((name, file) ->
            words.addAll(List.of("--symlink", file.toString(), ALIASES + "/" + name)));
    return words;
  }

  /** Returns the installed tools that have another name, by that name. Blocking. */
  static Map<String, Path> aliases() {
    Map<String, Path> files = new TreeMap<>();
    ALIAS_TABLE.forEach(row -> tool(row.get(1)).forEach(file -> files.put(row.get(0), file)));
    return files;
  }

  /** Returns what a job may read at the paths of the host, where it has no mounts. Blocking. */
  static List<String> readable(boolean network) {
    List<String> paths = new ArrayList<>(UNMOUNTED);
    settings(Path.of("/etc")).forEach(path -> paths.add(path.toString()));
    if (network) {
      paths.addAll(List.of("/etc/resolv.conf", "/etc/hosts"));
    }
    return paths;
  }

  /** Returns the options that hide what {@code --proc} shows of the host's user. Blocking. */
  static List<String> hidden() {
    // The names of a user's keys are visible to each of their processes, in every namespace. A
    // device in a mount without devices cannot be opened.
    return Files.exists(KEYS) ? List.of("--ro-bind", "/dev/null", KEYS.toString()) : List.of();
  }

  /**
   * Returns the paths below a folder such as {@code /etc} that a job may see, sorted: only those
   * that every user of the host may read.
   */
  static List<Path> settings(Path etc) {
    return SETTINGS.stream()
        .flatMap(pattern -> matches(etc, List.of(pattern.split("/"))).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Path> matches(Path folder, List<String> patterns) {
    if (!isPublic(folder) || (!patterns.isEmpty() && !Files.isDirectory(folder))) {
      return List.of();
    }
    if (patterns.isEmpty()) {
      return List.of(folder);
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + patterns.get(0));
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> matcher.matches(entry.getFileName()))
          .flatMap(entry -> matches(entry, patterns.subList(1, patterns.size())).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }

  private static boolean isPublic(Path path) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      return permissions.contains(PosixFilePermission.OTHERS_READ)
          && (!Files.isDirectory(path) || permissions.contains(PosixFilePermission.OTHERS_EXECUTE));
    } catch (IOException danglingLink) {
      return false;
    }
  }

  private static Stream<Path> tool(String name) {
    return Stream.of(TOOL_FOLDERS.split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .limit(1);
  }
}
