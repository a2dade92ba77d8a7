package atelier.packages;

import atelier.cancel.Cancellation;
import atelier.config.Settings;
import atelier.packages.InstallResult.Skipped;
import atelier.packages.LayerSpace.Free;
import atelier.packages.LayerSpace.Full;
import atelier.packages.egress.Registry;
import atelier.packages.egress.RegistryAccess;
import atelier.packages.egress.Traffic;
import atelier.sandbox.BuildFolder;
import atelier.sandbox.Job;
import atelier.sandbox.JobMounts;
import atelier.sandbox.JobResult;
import atelier.sandbox.RegistryBridge;
import atelier.sandbox.Sandbox;
import atelier.sandbox.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One install: resolves packages with the registries alone in reach, prepares them without any
 * network, and keeps the layer.
 */
final class InstallRun {
  private static final Duration RESOLVE_LIMIT = Duration.ofMinutes(10);
  private static final Duration PREPARE_LIMIT = Duration.ofMinutes(15);
  /** The variable with the time after which a version is young; empty if none is. */
  private static final String PUBLISHED_BEFORE = "PUBLISHED_BEFORE";

  private static final long NEEDED_BYTES = 1L << 30;

  /** What an install needs of its node. */
  record Means(
      Vertx vertx,
      Settings.Packages settings,
      RegistryAccess access,
      Sandbox sandbox,
      LayerStore store) {}

  private final Means means;
  private final Recipe recipe;
  private final PackageRequest request;
  private final Registry registry;
  private final Function<PackageRequest, Future<String>> keyOf;
  private final Cancellation cancellation;
  private final long startedMs = System.currentTimeMillis();

  /** Creates a run; {@code keyOf} names the layer of a request with its lock files. */
  InstallRun(
      Means means,
      Recipe recipe,
      PackageRequest request,
      Registry registry,
      Function<PackageRequest, Future<String>> keyOf,
      Cancellation cancellation) {
    this.means = means;
    this.recipe = recipe;
    this.request = request;
    this.registry = registry;
    this.keyOf = keyOf;
    this.cancellation = cancellation;
  }

  Future<InstallResult> perform() {
    return means.store().start(NEEDED_BYTES).compose(space -> {
      if (space instanceof Full<BuildFolder> full) {
        return skipped(full.reason());
      }
      BuildFolder folder = ((Free<BuildFolder>) space).value();
      return resolve(folder).eventually(() -> close(folder));
    });
  }

  private Future<InstallResult> resolve(BuildFolder folder) {
    return means
        .vertx()
        .executeBlocking(() -> RegistryFolder.create(registry.files()), false)
        .compose(way -> means
            .access()
            .open(way.socket(), registry.rules())
            .compose(proxy -> run(job(
                    folder, recipe.resolve(), RESOLVE_LIMIT, way.mounts(), way.program()))
                .transform(ended -> proxy
                    .close()
                    .compose(traffic -> ended.failed()
                        ? Future.failedFuture(ended.cause())
                        : after(ended.result(), folder, traffic))))
            .eventually(() -> close(way)));
  }

  private Future<InstallResult> after(JobResult resolved, BuildFolder folder, Traffic traffic) {
    if (!resolved.succeeded()) {
      return findings(folder, found -> found.lines("skipped"))
          .map(skipped -> skipped.isEmpty()
              ? InstallFailure.of(request, resolved, traffic)
              : new Skipped(String.join(" ", skipped)));
    }
    boolean prepares =
        !recipe.prepare().isBlank() && !means.settings().scripts().equals("off");
    Future<JobResult> prepared = prepares
        ? run(job(folder, recipe.prepare(), PREPARE_LIMIT, JobMounts.NONE, Optional.empty()))
        : Future.succeededFuture(resolved);
    return prepared.compose(ended -> ended.succeeded()
        ? keep(folder, traffic)
        : Future.succeededFuture(new Skipped(
            "they cannot be prepared without a network: " + InstallFailure.reason(ended))));
  }

  private Future<InstallResult> keep(BuildFolder folder, Traffic traffic) {
    return findings(folder, found -> content(found, traffic))
        .compose(content -> keyOf
            .apply(withLocks(content.files()))
            .compose(key -> means.store().keep(folder, key, content)))
        .compose(this::choose)
        .map(kept -> kept instanceof Free<Layer> free
            ? InstallResult.Installed.of(
                free.value(),
                System.currentTimeMillis() - startedMs,
                InstallResult.Traffic.of(traffic))
            : new Skipped(((Full<Layer>) kept).reason()));
  }

  private Future<LayerSpace<Layer>> choose(LayerSpace<Layer> kept) {
    return kept instanceof Free<Layer> free
        ? keyOf
            .apply(request)
            .compose(key -> means.store().choose(key, free.value()))
            .map(chosen -> kept)
        : Future.succeededFuture(kept);
  }

  private LayerRecord content(Findings found, Traffic traffic) throws IOException {
    Map<String, String> files = new LinkedHashMap<>(found.locks(recipe));
    if (!recipe.ignored().isEmpty()) {
      files.put(".gitignore", String.join("\n", recipe.ignored()) + "\n");
    }
    List<String> notes = new ArrayList<>(found.lines("warnings"));
    notes.addAll(PackageNotes.of(
        recipe.ecosystem(), found.lines("published"), means.settings().minAge(), Instant.now()));
    List<String> packages = found.lines("packages");
    return new LayerRecord(
        PackageInventory.count(packages),
        0,
        traffic.hosts(),
        found.lines("provides"),
        notes,
        PackageInventory.of(packages),
        files);
  }

  private PackageRequest withLocks(Map<String, String> files) {
    Map<String, String> all = new HashMap<>(request.files());
    files.forEach((name, content) -> {
      if (recipe.locks().contains(name)) {
        all.put(name, content);
      }
    });
    return new PackageRequest(
        request.ecosystem(), request.folder(), request.manifest(), all, request.key());
  }

  private Job job(
      BuildFolder folder, String script, Duration limit, JobMounts way, Optional<Path> program) {
    Map<String, String> files = new HashMap<>();
    request.files().forEach((path, content) -> files.put(request.folder() + path, content));
    Map<String, String> environment = new HashMap<>(recipe.installEnvironment());
    if (program.isPresent()) {
      environment.putAll(registry.environment());
      environment.put(PUBLISHED_BEFORE, publishedBefore());
      registry.files().forEach((path, content) -> {
        if (path.startsWith(Job.WORK_FOLDER)) {
          files.put(path.substring(Job.WORK_FOLDER.length()), content);
        }
      });
    }
    List<String> command = List.of("sh", "-ec", "cd \"$0\"\n" + script, workFolder());
    return new Job(
            program.isPresent() ? RegistryBridge.words(command) : command,
            files,
            environment,
            TimeLimit.ofWall(limit),
            "",
            program,
            false)
        .withMounts(LayerMounts.whileBuilding(request, folder.files()))
        .withMounts(way);
  }

  private String publishedBefore() {
    Duration minAge = means.settings().minAge();
    return minAge.isZero()
        ? ""
        : Instant.now().minus(minAge).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String workFolder() {
    return Job.WORK_FOLDER + request.folder();
  }

  private Future<JobResult> run(Job job) {
    return means.sandbox().run(job.until(cancellation));
  }

  /** Reads findings off the event loop. */
  private interface Reading<T> {
    T read(Findings found) throws IOException;
  }

  private <T> Future<T> findings(BuildFolder folder, Reading<T> reading) {
    return means.vertx().executeBlocking(() -> reading.read(Findings.in(folder.files())), false);
  }

  private Future<Void> close(AutoCloseable folder) {
    return means
        .vertx()
        .executeBlocking(
            () -> {
              folder.close();
              return null;
            },
            false);
  }

  private static Future<InstallResult> skipped(String reason) {
    return Future.succeededFuture(new Skipped(reason));
  }
}
