package atelier.node;

import atelier.cli.context.DoctorSubjects;
import atelier.config.Settings;
import atelier.event.Cancelled;
import atelier.event.Event.ProjectFinished;
import atelier.journal.DataFolder;
import atelier.journal.Journal;
import atelier.packages.PackageInstaller;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxFactory;
import atelier.sandbox.Sandboxes;
import atelier.sandbox.ToolchainSurvey;
import atelier.sandbox.sprites.SpritesSandbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Chooses the sandbox of a node, on this machine or at the Sprites service. */
final class SandboxModule {
  private static final Logger LOG = Logger.getLogger(SandboxModule.class.getName());

  private SandboxModule() {}

  /** Creates the configured sandboxes of a node. */
  static Future<Sandboxes> create(Vertx vertx, Settings settings, DataFolder folder) {
    return create(
        vertx,
        settings,
        Optional.of(SandboxFactory.cacheFolder(folder.cacheFolder())),
        () -> readOrCreate(folder.spritesNodeFile()));
  }

  /** Creates what installs the packages of projects, beside the build caches of a node. */
  static PackageInstaller packages(
      Vertx vertx, Settings settings, DataFolder folder, Sandbox forInstalls) {
    return new PackageInstaller(
        vertx,
        settings.packages(),
        settings.proxy(),
        forInstalls,
        SandboxFactory.cacheFolder(folder.cacheFolder()).resolve("packages"));
  }

  /** Says what {@code doctor} reports of packages and toolchains. */
  static DoctorSubjects.Installable installable(
      Vertx vertx, Settings settings, Sandboxes sandboxes) {
    PackageInstaller installer = new PackageInstaller(
        vertx,
        settings.packages(),
        settings.proxy(),
        sandboxes.forInstalls(),
        SandboxFactory.cacheFolder(settings.dataFolder().resolve("cache")).resolve("packages"));
    boolean isElsewhere = sandboxes.forPrograms().name().equals("sprites");
    return new DoctorSubjects.Installable(
        installer::ecosystemsWithRegistries,
        tools -> isElsewhere ? ToolchainSurvey.UNKNOWN : ToolchainSurvey.ofThisMachine(tools));
  }

  /** Creates the configured sandboxes without a node. */
  static Future<Sandboxes> create(Vertx vertx, Settings settings) {
    return create(vertx, settings, Optional.empty(), () -> UUID.randomUUID().toString());
  }

  private static Future<Sandboxes> create(
      Vertx vertx, Settings settings, Optional<Path> cacheFolder, Callable<String> node) {
    if (settings.packages().toolchains().equals("off")) {
      SandboxFactory.ignoreToolchainsOfHomes();
    }
    return choose(
            settings,
            () -> SandboxFactory.create(vertx, settings.runner(), cacheFolder),
            () -> sprites(vertx, settings, node))
        .compose(programs -> Sandboxes.of(vertx, settings.runner(), cacheFolder, programs));
  }

  /**
   * Chooses between a sandbox of this machine and the service. With {@code auto}, the service is
   * used only where no sandbox of this machine works and a token is set.
   */
  static Future<Sandbox> choose(
      Settings settings, Supplier<Future<Sandbox>> local, Supplier<Future<Sandbox>> sprites) {
    String kind = settings.runner().sandbox();
    boolean hasToken = settings.sprites().token().isSet();
    if (kind.equals("sprites") && hasToken) {
      return sprites.get();
    }
    return kind.equals("auto") && hasToken
        ? local
            .get()
            .compose(sandbox -> sandbox.unavailableReason().isEmpty()
                ? Future.succeededFuture(sandbox)
                : sprites.get())
        : local.get();
  }

  private static Future<Sandbox> sprites(Vertx vertx, Settings settings, Callable<String> node) {
    return vertx
        .executeBlocking(node)
        .compose(id -> SpritesSandbox.create(
            vertx, settings.runner(), settings.sprites(), settings.proxy(), id))
        .map(sandbox -> sandbox);
  }

  /** Returns an identifier of the node that outlives it, so that it finds what it left. */
  private static String readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, UUID.randomUUID().toString());
    }
    return Files.readString(file).strip();
  }

  /** Deletes what the sandbox keeps for a project as soon as the project ends. */
  static Journal.Subscription releaseEndedProjects(Journal journal, Sandbox sandbox) {
    return journal.subscribe(entry -> {
      if (entry.event() instanceof ProjectFinished || entry.event() instanceof Cancelled) {
        sandbox
            .release(entry.project())
            .onFailure(problem ->
                LOG.log(Level.WARNING, "the sandbox of " + entry.project() + " is left", problem));
      }
    });
  }
}
