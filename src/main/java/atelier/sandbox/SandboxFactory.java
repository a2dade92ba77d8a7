package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates the sandbox that runs generated code on this node. */
public final class SandboxFactory {
  private static final int MAX_RUNS = 2;
  private static final Duration SELF_TEST_TIMEOUT = Duration.ofSeconds(10);

  /** A part of bubblewrap's error message, and what a person can do about it. */
  private static final Map<String, String> REMEDIES = Map.of(
      "No permissions to create new namespace",
      "this system forbids user namespaces: sysctl kernel.unprivileged_userns_clone=1, or outside "
          + "a container",
      "nesting depth",
      "the limit of nested user namespaces is reached: Atelier itself may run in a sandbox",
      "Resource temporarily unavailable",
      "this user has too many processes",
      "Can't mount proc",
      "/proc is masked, as in many containers: run Atelier outside of it",
      "setting up uid map",
      "AppArmor forbids it: sysctl kernel.apparmor_restrict_unprivileged_userns=0");

  private SandboxFactory() {}

  /** Returns the folders, as in {@code PATH}, in which a job finds the host's tools. */
  public static String toolFolders() {
    return SystemMounts.TOOL_FOLDERS;
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
    return switch (settings.sandbox()) {
      case "auto", "bubblewrap" ->
        selfTested(new Bubblewrap(vertx, settings, MAX_RUNS, cacheFolder));
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

  private static Future<Sandbox> selfTested(Bubblewrap bubblewrap) {
    return bubblewrap
        .run(new Job(List.of("true"), Map.of(), SELF_TEST_TIMEOUT))
        .map(result -> result.succeeded()
            ? bubblewrap
            : new Unavailable(
                "bubblewrap", "bubblewrap does not work here: " + remedy(result.output())))
        .otherwise(problem -> new Unavailable(
            "bubblewrap", "bubblewrap is not installed: apt-get install bubblewrap"));
  }

  /** Returns the remedy for a message of bubblewrap, or the message itself. */
  private static String remedy(String output) {
    return REMEDIES.entrySet().stream()
        .filter(entry -> output.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(output.strip());
  }

  /** A sandbox that runs nothing and gives the reason. */
  private record Unavailable(String name, String unavailableReason) implements Sandbox {
    @Override
    public Future<JobResult> run(Job job) {
      return Future.failedFuture(new IllegalStateException(unavailableReason));
    }
  }
}
