package atelier.sandbox;

import atelier.sandbox.HomeVersions.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The toolchains that a person installed outside of the system's folders, such as those of rustup,
 * nvm, pyenv, SDKMAN or an archive in {@code /opt}: a job sees the one folder of each, read-only,
 * at its own path. Where they may be beside other files of the person, nothing is shown.
 *
 * @param system the folders whose tools need none of this
 * @param search where the person's shell finds tools
 * @param home the person's home folder
 */
record UserToolchains(SearchPath system, SearchPath search, Path home) {
  private static final Logger LOG = Logger.getLogger(UserToolchains.class.getName());
  private static final long PROXY_TIMEOUT_MS = 10_000;
  private static final int MAX_PATH_BYTES = 4_096;
  private static final int MAX_FOLDERS = 20;

  /**
   * What the folder of an unpacked toolchain contains: JDK, Rust, Node.js, Go, Python, Ruby, PHP,
   * Erlang, Elixir, LLVM, Lua. A home folder or {@code ~/.local} contains none of it.
   */
  private static final List<String> MARKERS = List.of(
      "release",
      "lib/rustlib",
      "include/node",
      "pkg/tool",
      "lib/libpython3.so",
      "lib/pkgconfig/python3.pc",
      "lib/ruby",
      "lib/php",
      "lib/erlang",
      "lib/elixir",
      "lib/clang",
      "share/lua");

  /**
   * Tools that are packages of a language: the system's language would not have what is installed
   * beside them, so that a project runs or not by how it is started.
   */
  private static final Set<String> PACKAGES = Set.of("composer", "pip3", "pytest", "rake");

  /** A toolchain: its folder and, in it, the one with executables. */
  record Toolchain(Path folder, Path executables) {}

  /** Those on the search path of the person who runs this process. */
  static UserToolchains ofThisUser() {
    return new UserToolchains(
        new SearchPath(SystemMounts.TOOL_FOLDERS),
        SearchPath.inherited(),
        Path.of(System.getProperty("user.home", "/")));
  }

  /** Returns the toolchains with a tool that programs are started or checked with. Blocking. */
  List<Toolchain> find() {
    return find(
        InstalledTools.NAMES.stream().filter(name -> !PACKAGES.contains(name)).toList());
  }

  /** Returns the toolchains with tools that the system does not have, each once. Blocking. */
  List<Toolchain> find(Collection<String> tools) {
    List<Version> versions = HomeVersions.find(home);
    Map<Path, Toolchain> byFolder = new LinkedHashMap<>();
    tools.stream()
        .sorted()
        .filter(tool -> system.find(tool).isEmpty())
        .flatMap(tool -> find(tool, versions).stream())
        .limit(MAX_FOLDERS)
        .forEach(toolchain -> byFolder.putIfAbsent(toolchain.folder(), toolchain));
    return List.copyOf(byFolder.values());
  }

  /**
   * Returns the toolchain on the search path, or the newest of a version manager: its shell
   * functions are not there for a service.
   */
  private Optional<Toolchain> find(String tool, List<Version> versions) {
    return search
        .find(tool)
        .flatMap(this::find)
        .or(() -> versions.stream()
            .filter(version -> version.tool().equals(tool))
            .findFirst()
            .map(version -> new Toolchain(version.folder(), version.executables())));
  }

  /** Why jobs do not find a tool that this person's shell finds. Blocking. */
  String whyUnseen(String tool) {
    Path file = search.find(tool).orElse(home);
    Path folder = parent(file);
    if (PACKAGES.contains(tool)) {
      return folder + " has it, which jobs do not see: it is a package of a language";
    }
    if (find(file).isPresent()) {
      return find(file).get().folder() + " has it, which jobs cannot be shown";
    }
    return folder.endsWith("shims")
        ? folder + " only has a proxy, and the version manager has no version chosen"
        : folder + " may have other files of yours, so jobs do not see it";
  }

  private Optional<Toolchain> find(Path file) {
    try {
      Path tool = executable(file);
      return toolchain(parent(tool).toRealPath())
          .or(() -> realPath(tool).flatMap(real -> toolchain(parent(real))));
    } catch (IOException unreadable) {
      LOG.log(Level.FINE, file + " is not used in the sandbox", unreadable);
      return Optional.empty();
    }
  }

  private Optional<Toolchain> toolchain(Path executables) {
    Path folder = parent(executables);
    boolean isToolchain = executables.endsWith("bin")
        && folder.getNameCount() > 1
        && !home.startsWith(folder)
        && !isHiddenFolderOfHome(folder)
        && MARKERS.stream().anyMatch(marker -> Files.exists(folder.resolve(marker)));
    return isToolchain ? Optional.of(new Toolchain(folder, executables)) : Optional.empty();
  }

  /** Folders such as {@code ~/.local} and {@code ~/.cargo} contain settings, data and passwords. */
  private boolean isHiddenFolderOfHome(Path folder) {
    return home.equals(parent(folder)) && String.valueOf(folder.getFileName()).startsWith(".");
  }

  /** The folder of an absolute path. */
  private static Path parent(Path path) {
    return path.resolve("..").normalize();
  }

  private static Optional<Path> realPath(Path file) {
    try {
      return Optional.of(file.toRealPath());
    } catch (IOException dangling) {
      return Optional.empty();
    }
  }

  /**
   * Returns the executable that a proxy of a version manager would start: rustup, volta, and all
   * that keep their proxies in a folder named {@code shims} know it by their command {@code which}.
   */
  private Path executable(Path file) throws IOException {
    Path folder = parent(file);
    Optional<Path> proxy = folder.endsWith("shims")
        ? versionManager(parent(folder))
        : Stream.of("rustup", "volta")
            .map(folder::resolve)
            .filter(Files::isExecutable)
            .filter(it -> !it.equals(file))
            .findFirst();
    return proxy.isEmpty()
        ? file
        : askWhich(proxy.get(), String.valueOf(file.getFileName())).orElse(file);
  }

  /** The manager of {@code ~/.pyenv/shims} is {@code ~/.pyenv/bin/pyenv}, or on the search path. */
  private Optional<Path> versionManager(Path folder) {
    String name = String.valueOf(folder.getFileName()).replaceFirst("^\\.", "");
    Path own = folder.resolve("bin").resolve(name);
    return Files.isExecutable(own) ? Optional.of(own) : search.find(name);
  }

  private Optional<Path> askWhich(Path manager, String tool) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(
            new ArrayList<>(List.of(manager.toString(), "which", tool)))
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", search.folders());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(PROXY_TIMEOUT_MS, TimeUnit.MILLISECONDS);
      if (!ended || process.exitValue() != 0) {
        return Optional.empty();
      }
      byte[] output = process.getInputStream().readNBytes(MAX_PATH_BYTES);
      Path file = Path.of(new String(output, StandardCharsets.UTF_8).strip());
      return Optional.of(file).filter(it -> it.isAbsolute() && Files.isExecutable(it));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}
