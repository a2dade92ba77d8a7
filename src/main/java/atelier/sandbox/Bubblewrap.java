package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs jobs with bubblewrap (bwrap(1)). Each job has its own user, process, network and mount
 * namespaces, sees the system read-only, and works in a tmpfs of limited size that ends with it.
 */
final class Bubblewrap implements LocalSandbox {
  static final String NAME = "bubblewrap";

  private static final long MAX_FOLDER_BYTES = 256L << 20;
  private static final long MAX_SHARED_BYTES = 16L << 20;
  private static final Duration SELF_TEST_TIMEOUT = Duration.ofSeconds(10);

  /**
   * The user of a job: one of its own, so that files of other users do not look like its files.
   * {@code etc/passwd} names it.
   */
  private static final String USER = "--uid 1000 --gid 1000 --hostname sandbox";

  /** Where a job's launcher is in the sandbox. */
  private static final String LAUNCHER = "/launcher";

  private final Vertx vertx;
  private final ProcessSupervisor supervisor;
  private final Settings.Runner settings;
  private final Capacity capacity;
  private final GoBuildCache goBuildCache;
  private final OverlayProbe overlays;
  private final PinnedToolchains toolchains;
  private final InstalledTools tools;
  private final Optional<Supplier<Cgroup>> cgroups;
  private volatile SandboxLevel level = SandboxLevel.none("it was not tested");

  /**
   * Creates the sandbox, and runs nothing yet.
   *
   * @param cacheFolder the folder of build caches and of running jobs; empty for none
   */
  Bubblewrap(Vertx vertx, Settings.Runner settings, int maxRuns, Optional<Path> cacheFolder) {
    this(vertx, settings, maxRuns, cacheFolder, Cgroup::find);
  }

  /** Creates a sandbox whose jobs run in another control group than that of this process. */
  Bubblewrap(
      Vertx vertx,
      Settings.Runner settings,
      int maxRuns,
      Optional<Path> cacheFolder,
      Supplier<Cgroup> cgroup) {
    this.vertx = vertx;
    cgroups = Optional.of(cgroup);
    this.settings = settings;
    Optional<Path> jobFolders = cacheFolder.map(folder -> folder.resolve("runs"));
    ProcessSupervisor filler =
        new ProcessSupervisor(vertx, 1, GoBuildCache.MAX_MEMORY_BYTES, jobFolders, cgroups);
    capacity = Capacity.ofPrograms(maxRuns, settings.memoryBytes());
    goBuildCache =
        new GoBuildCache(vertx, cacheFolder, (job, mounts) -> run(job, filler, mounts, false));
    supervisor = new ProcessSupervisor(vertx, maxRuns, capacity.memoryBytes(), jobFolders, cgroups);
    overlays = new OverlayProbe(vertx, jobFolders, job -> run(job, supervisor, List.of(), true));
    tools = new InstalledTools(this::run);
    toolchains =
        new PinnedToolchains(vertx, Path.of(System.getProperty("user.home", "/")), tools::find);
  }

  /** The same sandbox with places and limits of its own. */
  private Bubblewrap(
      Bubblewrap programs, Capacity capacity, Optional<Path> cacheFolder, GoBuildCache cache) {
    vertx = programs.vertx;
    cgroups = programs.cgroups;
    level = programs.level;
    settings = programs.settings;
    tools = programs.tools;
    overlays = programs.overlays;
    toolchains = programs.toolchains;
    goBuildCache = cache;
    this.capacity = capacity;
    Optional<Path> jobFolders = cacheFolder.map(folder -> folder.resolve("runs"));
    supervisor = new ProcessSupervisor(
        vertx, capacity.places(), capacity.memoryBytes(), jobFolders, cgroups);
  }

  @Override
  public Bubblewrap forCompilers(int maxRuns, Optional<Path> cacheFolder) {
    // A compiler that only parses needs no compiled libraries.
    GoBuildCache none = new GoBuildCache(vertx, Optional.empty(), (job, mounts) -> run(job));
    return new Bubblewrap(this, Capacity.ofCompilers(maxRuns), cacheFolder, none);
  }

  /** The sandbox of installs: see {@link SandboxFactory#forInstalls}. */
  Bubblewrap forInstalls(Optional<Path> cacheFolder) {
    return new Bubblewrap(this, Capacity.ofInstalls(), cacheFolder, goBuildCache);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Future<List<String>> tools() {
    return tools.find();
  }

  @Override
  public Future<List<String>> missingVersions(Map<String, String> files) {
    return toolchains.choose(files).map(PinnedToolchains.Choice::missing);
  }

  @Override
  public Future<List<String>> otherVersions() {
    return toolchains.others();
  }

  @Override
  public SandboxLevel level() {
    return level;
  }

  @Override
  public String enforcement() {
    return cgroups.map(Supplier::get).map(Cgroup::description).orElse("");
  }

  @Override
  public String user() {
    return SubordinateUser.description();
  }

  @Override
  public Future<SandboxLevel> selfTest() {
    Job job = new Job(List.of(), Map.of(), SELF_TEST_TIMEOUT);
    return supervisor
        .run(job, place -> {
          List<String> words = commandLine(job, place, List.of(), false);
          words.addAll(List.of(LauncherCommand.INSIDE, "selftest"));
          words.addAll(SelfTest.allowed(settings, place, ToolchainMounts.ofThisProcess()));
          return words;
        })
        .map(result -> {
          level = SandboxLevel.ofSelfTest(result);
          return level;
        });
  }

  @Override
  public Optional<SandboxLimits> limits() {
    return Optional.of(new SandboxLimits(
        settings.timeout(), settings.buildTimeout(), settings.memoryBytes(), settings.network()));
  }

  @Override
  public Future<JobResult> run(Job job) {
    if (!GoBuildCache.isUseful(job)
        && !PinnedToolchains.isUseful(job)
        && job.mounts().mounts().isEmpty()) {
      return run(job, supervisor, List.of(), false);
    }
    // A result is for the context of its caller, which need not be the one that fills the cache.
    Context context = vertx.getOrCreateContext();
    Promise<JobResult> result = Promise.promise();
    Future<List<String>> cache =
        GoBuildCache.isUseful(job) ? goBuildCache.mounts() : Future.succeededFuture(List.of());
    Future<Boolean> overlay = overlays.isUseful(job);
    Future<PinnedToolchains.Choice> chosen = toolchains.choose(job.choosing());
    Future.join(cache, overlay, chosen)
        .onSuccess(unused -> context.runOnContext(inContext -> run(
                job.withMounts(chosen.result().mounts()),
                supervisor,
                cache.result(),
                overlay.result())
            .onComplete(result)))
        .onFailure(result::fail);
    return result.future();
  }

  private Future<JobResult> run(
      Job job, ProcessSupervisor by, List<String> cache, boolean overlays) {
    return by.run(job, place -> commandLine(job, place, cache, overlays))
        .map(result -> result.withFileSizeLimit(capacity.fileBytes()));
  }

  private List<String> commandLine(Job job, JobPlace place, List<String> cache, boolean overlays)
      throws IOException {
    MountPlan mounts = MountPlan.of(
        job.mounts(),
        place.stage().orElse(place.folder()),
        new MountPlan.Means(overlays, HostSystem.mayMount()));
    // What fills a build cache is Go alone, and the cache is this process's user's. An overlay must
    // know the owner of what it changes.
    boolean isOwnUser = cache.contains("--bind") || !job.mounts().mounts().isEmpty();
    SubordinateMounts shown =
        new SubordinateMounts(isOwnUser ? Optional.empty() : SubordinateUser.ofThisProcess());
    List<String> words =
        new ArrayList<>(LauncherCommand.outside(job, place, capacity.fileBytes(), shown));
    words.addAll(mounts.launcherWords());
    words.add("--");
    words.addAll(bubblewrapWords(job, place, cache, mounts, shown));
    return words;
  }

  private List<String> bubblewrapWords(
      Job job, JobPlace place, List<String> cache, MountPlan mounts, SubordinateMounts shown)
      throws IOException {
    List<String> words = new ArrayList<>();
    JobVariables.addWords(
        words,
        "bwrap --unshare-user --unshare-all --disable-userns --die-with-parent --new-session"
            + " --add-seccomp-fd 4 --add-seccomp-fd 5"
            + " --clearenv" + (settings.network() ? " --share-net" : ""));
    JobVariables.addWords(words, USER);
    ToolchainMounts toolchains = ToolchainMounts.ofThisProcess();
    words.addAll(JobVariables.words(job, shown.reachable(cache), toolchains));
    words.addAll(SystemMounts.all());
    words.addAll(shown.reachable(SystemFiles.mounts(settings.network())));
    JobVariables.addWords(
        words,
        "--proc /proc --dev /dev --size " + MAX_SHARED_BYTES + " --tmpfs /dev/shm --size "
            + capacity.temporaryBytes() + " --tmpfs /tmp --size " + MAX_FOLDER_BYTES
            + " --tmpfs /work");
    words.addAll(SystemMounts.hidden());
    words.addAll(shown.reachable(toolchains.bubblewrapWords()));
    words.addAll(shown.reachable("--ro-bind", place.folder().toString(), "/src"));
    words.addAll(mounts.bubblewrapWords());
    words.addAll(shown.reachable(LauncherCommand.mounts()));
    if (job.launcher().isPresent()) {
      String file = job.launcher().get().toString();
      words.addAll(shown.reachable("--as-pid-1", "--ro-bind", file, LAUNCHER));
    }
    JobVariables.addWords(words, "--chdir /work --remount-ro /dev --remount-ro / --");
    words.addAll(LauncherCommand.inside(place));
    job.launcher().ifPresent(unused -> words.add(LAUNCHER));
    words.addAll(job.command());
    return words;
  }
}
