package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Creates the sandbox that runs generated code on this node. */
public final class SandboxFactory {
  private static final int MAX_RUNS = 2;
  private static final int MAX_COMPILERS =
      Math.min(4, Math.max(1, Runtime.getRuntime().availableProcessors()));

  /** What Docker needs to be told; docs/sandbox.md says what that opens. */
  private static final String CONTAINER_OPTIONS =
      "--security-opt seccomp=unconfined --security-opt systempaths=unconfined (docs/sandbox.md)";

  /** A part of an error message at the start, and what a person can do about it. */
  private static final Map<String, String> REMEDIES = Map.of(
      "bwrap cannot be started: No such file",
      "it is not installed: apt-get install bubblewrap",
      "atelier-launcher-",
      "no program can be executed in the temporary folder (noexec): set -Djava.io.tmpdir",
      "No permissions to create new namespace",
      "this system forbids user namespaces: sysctl kernel.unprivileged_userns_clone=1, in a "
          + "container " + CONTAINER_OPTIONS,
      "nesting depth",
      "the limit of nested user namespaces is reached: Atelier itself may run in a sandbox",
      "Resource temporarily unavailable",
      "this user has too many processes",
      "Can't mount proc",
      "/proc is masked, as in many containers: " + CONTAINER_OPTIONS,
      "pivot_root",
      "the container forbids it: " + CONTAINER_OPTIONS,
      "setting up uid map",
      "AppArmor forbids it: sysctl kernel.apparmor_restrict_unprivileged_userns=0");

  /** What is not tested again for compilers if it does not work for programs. */
  private static final Set<String> TESTED = Set.of(Bubblewrap.NAME, LandlockSandbox.NAME);

  private SandboxFactory() {}

  /** Hides the toolchains in home folders from all jobs of this process. */
  public static void ignoreToolchainsOfHomes() {
    ToolchainMounts.ignoreAll();
  }

  /** Creates the configured sandbox without build caches. */
  public static Future<Sandbox> create(Vertx vertx, Settings.Runner settings) {
    return create(vertx, settings, Optional.empty());
  }

  /**
   * Returns the folder for the build caches of a node: if Atelier runs as root, jobs run as a user
   * that cannot reach root's data folder.
   *
   * @param ofData the folder for them among the node's data
   */
  public static Path cacheFolder(Path ofData) {
    return HostSystem.isRoot() ? Path.of("/var/cache/atelier") : ofData;
  }

  /**
   * Creates the configured sandbox. Without sandbox it runs only if the settings say so.
   *
   * @param cacheFolder the folder of build caches and of running jobs, created at first need; empty
   *     for none
   */
  public static Future<Sandbox> create(
      Vertx vertx, Settings.Runner settings, Optional<Path> cacheFolder) {
    return create(
        vertx, settings, cacheFolder, () -> new Bubblewrap(vertx, settings, MAX_RUNS, cacheFolder));
  }

  static Future<Sandbox> create(
      Vertx vertx,
      Settings.Runner settings,
      Optional<Path> cacheFolder,
      Supplier<Bubblewrap> bubblewrap) {
    return switch (settings.sandbox()) {
      case "auto" -> local(vertx, settings, cacheFolder, bubblewrap);
      case "bubblewrap" ->
        selfTested(settings, bubblewrap.get())
            .otherwise(problem -> new Unavailable(Bubblewrap.NAME, reason(problem)));
      case "none" -> Future.succeededFuture(new Unsandboxed(vertx, settings, MAX_RUNS));
      case "off" ->
        Future.succeededFuture(
            new Unavailable("off", "running generated code is turned off (runner.sandbox: off)"));
      case "sprites" ->
        Future.succeededFuture(new Unavailable(
            "sprites", "it needs a token from sprites.dev: set sprites.token or SPRITES_TOKEN"));
      default ->
        Future.failedFuture(new IllegalArgumentException("runner.sandbox \"" + settings.sandbox()
            + "\" is not one of auto, bubblewrap, sprites, none, off"));
    };
  }

  /**
   * Returns the sandbox in which compilers and linters read generated files: the same as programs
   * have, with places of its own, so that a check waits for no program. Where programs run
   * elsewhere or are turned off, it is bubblewrap; where that does not work, it has no tools.
   * Bubblewrap that already failed its self-test is not tested again.
   *
   * @param programs the sandbox that {@link #create} returned for the same settings
   */
  public static Future<Sandbox> forCompilers(
      Vertx vertx, Settings.Runner settings, Optional<Path> cacheFolder, Sandbox programs) {
    return forCompilers(
        vertx,
        settings,
        cacheFolder,
        programs,
        () -> new Bubblewrap(vertx, settings, MAX_RUNS, cacheFolder));
  }

  static Future<Sandbox> forCompilers(
      Vertx vertx,
      Settings.Runner settings,
      Optional<Path> cacheFolder,
      Sandbox programs,
      Supplier<Bubblewrap> untested) {
    if (programs instanceof LocalSandbox local) {
      return Future.succeededFuture(local.forCompilers(MAX_COMPILERS, cacheFolder));
    }
    if (programs instanceof Unsandboxed) {
      return Future.succeededFuture(new Unsandboxed(vertx, settings, MAX_COMPILERS));
    }
    if (programs instanceof Unavailable && TESTED.contains(programs.name())) {
      return Future.succeededFuture(programs);
    }
    return local(vertx, settings, cacheFolder, untested)
        .map(sandbox -> sandbox instanceof LocalSandbox local
            ? local.forCompilers(MAX_COMPILERS, cacheFolder)
            : sandbox);
  }

  /**
   * Returns the sandbox in which packages are downloaded and built: one job at a time, with more
   * memory, larger files and a larger {@code /tmp}. Folders that it may write to are limited to
   * {@link WrittenFolders#MAX_BYTES} and {@link WrittenFolders#MAX_FILES}. Where programs do not
   * run in bubblewrap, nothing is installed.
   *
   * @param programs the sandbox that {@link #create} returned
   */
  static Sandbox forInstalls(Optional<Path> cacheFolder, Sandbox programs) {
    return programs instanceof Bubblewrap bubblewrap
        ? bubblewrap.forInstalls(cacheFolder)
        : new Unavailable(
            programs.name(),
            programs.unavailableReason().isEmpty()
                ? "packages are only installed where programs run in bubblewrap"
                : programs.unavailableReason());
  }

  /** Returns bubblewrap, or where that does not start Landlock, if its self-test ends. */
  private static Future<Sandbox> local(
      Vertx vertx,
      Settings.Runner settings,
      Optional<Path> cacheFolder,
      Supplier<Bubblewrap> bubblewrap) {
    return selfTested(settings, bubblewrap.get())
        .recover(problem -> withoutNamespaces(vertx, settings, cacheFolder, problem));
  }

  /** Returns Landlock, or a sandbox that runs nothing; the problem is that of bubblewrap. */
  static Future<Sandbox> withoutNamespaces(
      Vertx vertx, Settings.Runner settings, Optional<Path> cacheFolder, Throwable problem) {
    LandlockSandbox landlock =
        new LandlockSandbox(vertx, settings, MAX_RUNS, cacheFolder, Cgroup::find);
    String reason = reason(problem);
    return landlock
        .selfTest()
        .map(level -> level.isEnough("partial")
            ? accepted(landlock, level.atMostPartial(List.of(reason)), settings.level())
            : new Unavailable(Bubblewrap.NAME, reason + "; Landlock: " + level.describe()))
        .otherwise(noLandlock ->
            new Unavailable(Bubblewrap.NAME, reason + "; " + noLandlock.getMessage()));
  }

  private static Future<Sandbox> selfTested(Settings.Runner settings, LocalSandbox sandbox) {
    return sandbox.selfTest().map(level -> accepted(sandbox, level, settings.level()));
  }

  private static String reason(Throwable problem) {
    return "bubblewrap does not work here: " + remedy(problem);
  }

  /** Returns a sandbox of a level, or one that runs nothing if that is not enough. */
  static Sandbox accepted(Sandbox sandbox, SandboxLevel level, String required) {
    return level.isEnough(required)
        ? sandbox
        : new Unavailable(
            sandbox.name(),
            sandbox.name() + " protects this machine only in part, so nothing is run: "
                + String.join("; ", level.reasons())
                + (level.isEnough("partial") ? ". To accept that: runner.level: partial" : ""),
            level);
  }

  /** Returns the remedy for a problem of bubblewrap, or its message. */
  private static String remedy(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    return REMEDIES.entrySet().stream()
        .filter(entry -> message.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(message);
  }

  /** A sandbox that runs nothing and gives the reason. */
  private record Unavailable(String name, String unavailableReason, SandboxLevel level)
      implements Sandbox {
    Unavailable(String name, String reason) {
      this(name, reason, SandboxLevel.none(reason));
    }

    @Override
    public Future<JobResult> run(Job job) {
      return Future.failedFuture(new IllegalStateException(unavailableReason));
    }
  }
}
