package atelier.packages;

import atelier.cancel.Cancellation;
import atelier.config.ProxySettings;
import atelier.config.Settings;
import atelier.packages.InstallResult.Installed;
import atelier.packages.InstallResult.Skipped;
import atelier.packages.egress.Registries;
import atelier.packages.egress.RegistryAccess;
import atelier.sandbox.JobMounts;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Installs packages on this machine, into layers: a request that has a layer is not installed
 * again. May be called on any thread.
 */
public final class PackageInstaller implements Packages {
  /** The tools whose versions decide what is installed, by ecosystem. */
  private static final Map<String, List<String>> VERSIONED = Map.of(
      "npm", List.of("node", "npm", "pnpm", "yarn"),
      "pip", List.of("python3"),
      "cargo", List.of("cargo", "rustc"),
      "go", List.of(),
      "maven", List.of("java", "mvn"),
      "gradle", List.of("java", "gradle"));

  private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final Settings.Packages settings;
  private final Sandbox sandbox;
  private final LayerStore store;
  private final Registries registries;
  private final InstallRun.Means means;
  private final RecentNames failures = new RecentNames(RETRY_AFTER);
  private final Map<String, SharedInstall> running = new HashMap<>();
  private final Ecosystems ecosystems;

  /**
   * Creates an installer.
   *
   * @param sandbox the one for installs
   * @param folder where layers are kept
   */
  public PackageInstaller(
      Vertx vertx,
      Settings.Packages settings,
      ProxySettings proxies,
      Sandbox sandbox,
      Path folder) {
    this(
        vertx,
        settings,
        RegistryAccess.by(vertx, proxies),
        new Registries(vertx, settings.hosts()),
        sandbox,
        folder);
  }

  PackageInstaller(
      Vertx vertx,
      Settings.Packages settings,
      RegistryAccess access,
      Registries registries,
      Sandbox sandbox,
      Path folder) {
    this.vertx = vertx;
    this.settings = settings;
    this.sandbox = sandbox;
    this.registries = registries;
    store = new LayerStore(vertx, folder, settings.cacheBytes());
    store.look();
    ecosystems = new Ecosystems(settings.mode(), sandbox, registries);
    means = new InstallRun.Means(vertx, settings, access, sandbox, store);
  }

  /** Returns a sandbox whose jobs see the packages that their files ask for. */
  public Sandbox around(Sandbox programs) {
    return new PackageSandbox(programs, this);
  }

  @Override
  public List<String> layers() {
    return store.keys();
  }

  @Override
  public Packages until(Cancellation cancellation) {
    return new Packages() {
      @Override
      public Future<InstallResult> install(PackageRequest request) {
        return PackageInstaller.this.install(request, cancellation);
      }

      @Override
      public Future<Void> restore(Map<String, String> files) {
        return PackageInstaller.this.restore(files, cancellation);
      }
    };
  }

  @Override
  public Future<List<EcosystemState>> ecosystems() {
    return ecosystems.states();
  }

  /** The same, with what the package managers say of their registries. Never fails. */
  public Future<List<EcosystemState>> ecosystemsWithRegistries() {
    return ecosystems.withRegistries();
  }

  @Override
  public Future<Void> restore(Map<String, String> files) {
    return restore(files, Cancellation.NONE);
  }

  private Future<Void> restore(Map<String, String> files, Cancellation cancellation) {
    Future<?> restored = Future.succeededFuture();
    for (PackageRequest request : PackageRequests.of(files, Recipes.ALL)) {
      restored = restored.compose(before -> restore(request, cancellation));
    }
    return restored.mapEmpty();
  }

  /** What failed a moment ago is not tried again before each job. */
  private Future<InstallResult> restore(PackageRequest request, Cancellation cancellation) {
    return failures.isRecent(name(request))
        ? Future.succeededFuture()
        : install(request, cancellation);
  }

  @Override
  public Future<InstallResult> install(PackageRequest request) {
    return install(request, Cancellation.NONE);
  }

  private Future<InstallResult> install(PackageRequest request, Cancellation cancellation) {
    Optional<Recipe> recipe = Recipes.of(request.ecosystem());
    if (recipe.isEmpty()) {
      return skipped(request.ecosystem() + " packages are not installed by Atelier");
    }
    return once(
        request,
        cancellation,
        all -> find(recipe.get(), request)
            .compose(layer -> layer.isPresent()
                ? Future.<InstallResult>succeededFuture(Installed.before(layer.get()))
                : build(recipe.get(), request, all)));
  }

  /** The same request of two projects is installed once. */
  private synchronized Future<InstallResult> once(
      PackageRequest request,
      Cancellation cancellation,
      Function<Cancellation, Future<InstallResult>> install) {
    String key = name(request);
    SharedInstall known = running.get(key);
    if (known != null && known.join(cancellation)) {
      return known.result();
    }
    SharedInstall started = new SharedInstall(install);
    started.join(cancellation);
    running.put(key, started);
    return started.result().onComplete(ended -> forget(key, started)).onSuccess(result -> {
      if (!(result instanceof Installed) && !started.isCancelled()) {
        failures.add(key);
      }
    });
  }

  private static String name(PackageRequest request) {
    return request.key() + request.files().hashCode();
  }

  private synchronized void forget(String key, SharedInstall ended) {
    running.remove(key, ended);
  }

  private Future<InstallResult> build(
      Recipe recipe, PackageRequest request, Cancellation cancellation) {
    if (settings.mode().equals("off")) {
      return skipped(
          "packages are off: --set packages.mode=on installs those of " + request.manifest());
    }
    if (!sandbox.unavailableReason().isEmpty()) {
      return skipped(sandbox.unavailableReason());
    }
    return registries.of(recipe.ecosystem()).compose(registry -> {
      if (!registry.problem().isEmpty()) {
        return skipped(registry.problem());
      }
      return settings.mode().equals("ask")
          ? skipped(InstallFailure.question(request, registry))
          : new InstallRun(
                  means, recipe, request, registry, files -> key(recipe, files), cancellation)
              .perform();
    });
  }

  /** Returns the layer of a request, in use until it is closed; empty if there is none. */
  Future<Optional<Layer>> find(Recipe recipe, PackageRequest request) {
    return key(recipe, request).compose(store::find);
  }

  private Future<String> key(Recipe recipe, PackageRequest request) {
    List<String> names = VERSIONED.getOrDefault(recipe.ecosystem(), List.of());
    return sandbox
        .tools()
        .map(tools -> LayerKey.of(
            recipe,
            request,
            tools.stream()
                .filter(tool -> names.contains(tool.split(" ", 2)[0]))
                .collect(Collectors.joining(",")),
            sandbox.architecture()));
  }

  /** What a job sees of a request's layer, which is added to those in use; nothing without one. */
  Future<JobMounts> mounts(PackageRequest request, List<Layer> used) {
    Optional<Recipe> recipe = Recipes.of(request.ecosystem());
    return recipe.isEmpty()
        ? Future.succeededFuture(JobMounts.NONE)
        : find(recipe.get(), request).compose(layer -> {
          if (layer.isEmpty()) {
            return Future.succeededFuture(JobMounts.NONE);
          }
          used.add(layer.get());
          return vertx.executeBlocking(
              () -> LayerMounts.of(recipe.get(), request, layer.get().files()), false);
        });
  }

  private static Future<InstallResult> skipped(String reason) {
    return Future.succeededFuture(new Skipped(reason));
  }
}
