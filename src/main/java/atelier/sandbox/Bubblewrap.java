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

  /** What a compiler may use. */
  static final long COMPILER_MEMORY_BYTES = 1L << 30;

  private static final Duration SELF_TEST_TIMEOUT = Duration.ofSeconds(10);

  /**
   * The user of a job: one of its own, so that files of other users do not look like its files.
   * {@code etc/passwd} names it.
   */
  private static final String USER = "--uid 1000 --gid 1000 --hostname sandbox";

  private static final String ENVIRONMENT = "--setenv HOME /tmp --setenv TMPDIR /tmp"
      + " --setenv LANG C.UTF-8 --setenv TERM dumb --setenv SHELL /bin/sh"
      + " --setenv USER sandbox --setenv LOGNAME sandbox"
      + " --setenv PYTHONDONTWRITEBYTECODE 1 --setenv GOTOOLCHAIN local"
      // It stops the program by ptrace, which is refused.
      + " --setenv ASAN_OPTIONS detect_leaks=0 --setenv LSAN_OPTIONS detect_leaks=0";

  /** Where a job's launcher is in the sandbox. */
  private static final String LAUNCHER = "/launcher";

  private final Vertx vertx;
  private final ProcessSupervisor supervisor;
  private final Settings.Runner settings;
  private final GoBuildCache goBuildCache;
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
    goBuildCache = new GoBuildCache(vertx, cacheFolder, (job, mounts) -> run(job, filler, mounts));
    supervisor = new ProcessSupervisor(vertx, maxRuns, settings.memoryBytes(), jobFolders, cgroups);
    tools = new InstalledTools(this::run);
  }

  /** The sandbox of compilers: see {@link SandboxFactory#forCompilers}. */
  private Bubblewrap(Bubblewrap programs, int maxRuns, Optional<Path> cacheFolder) {
    vertx = programs.vertx;
    cgroups = programs.cgroups;
    level = programs.level;
    settings = programs.settings;
    tools = programs.tools;
    Optional<Path> jobFolders = cacheFolder.map(folder -> folder.resolve("runs"));
    supervisor = new ProcessSupervisor(vertx, maxRuns, COMPILER_MEMORY_BYTES, jobFolders, cgroups);
    // A compiler that only parses needs no compiled libraries.
    goBuildCache = new GoBuildCache(vertx, Optional.empty(), (job, mounts) -> run(job));
  }

  /** The variables of every job, as words of bubblewrap and of the launcher. */
  static List<String> environment() {
    return List.of(ENVIRONMENT.split(" "));
  }

  @Override
  public Bubblewrap forCompilers(int maxRuns, Optional<Path> cacheFolder) {
    return new Bubblewrap(this, maxRuns, cacheFolder);
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
          List<String> words = commandLine(job, place, List.of());
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
    if (!GoBuildCache.isUseful(job)) {
      return run(job, supervisor, List.of());
    }
    // A result is for the context of its caller, which need not be the one that fills the cache.
    Context context = vertx.getOrCreateContext();
    Promise<JobResult> result = Promise.promise();
    goBuildCache
        .mounts()
        .onSuccess(mounts ->
            context.runOnContext(unused -> run(job, supervisor, mounts).onComplete(result)));
    return result.future();
  }

  private Future<JobResult> run(Job job, ProcessSupervisor by, List<String> mounts) {
    return by.run(job, place -> commandLine(job, place, mounts))
        .map(result -> result.withFileSizeLimit(LauncherCommand.MAX_FILE_BYTES));
  }

  private List<String> commandLine(Job job, JobPlace place, List<String> mounts)
      throws IOException {
    // What a build cache is filled by is Go alone, and the cache is this process's user's.
    SubordinateMounts shown = new SubordinateMounts(
        mounts.contains("--bind") ? Optional.empty() : SubordinateUser.ofThisProcess());
    List<String> inside = bubblewrapWords(job, place, mounts, shown);
    List<String> words = new ArrayList<>(LauncherCommand.outside(job, place, shown));
    words.addAll(inside);
    return words;
  }

  private List<String> bubblewrapWords(
      Job job, JobPlace place, List<String> mounts, SubordinateMounts shown) throws IOException {
    List<String> words = new ArrayList<>();
    addWords(
        words,
        "bwrap --unshare-user --unshare-all --disable-userns --die-with-parent --new-session"
            + " --add-seccomp-fd 4 --add-seccomp-fd 5"
            + " --clearenv" + (settings.network() ? " --share-net" : ""));
    addWords(words, USER + " " + ENVIRONMENT);
    job.environment().forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
    ToolchainMounts toolchains = ToolchainMounts.ofThisProcess();
    words.addAll(List.of("--setenv", "PATH", SystemMounts.path(toolchains)));
    words.addAll(SystemMounts.all());
    words.addAll(shown.reachable(systemFiles()));
    String tmpfs = " --size " + MAX_FOLDER_BYTES + " --tmpfs ";
    addWords(
        words,
        "--proc /proc --dev /dev --size " + MAX_SHARED_BYTES + " --tmpfs /dev/shm" + tmpfs + "/tmp"
            + tmpfs + "/work");
    words.addAll(SystemMounts.hidden());
    words.addAll(shown.reachable(toolchains.bubblewrapWords()));
    words.addAll(shown.reachable("--ro-bind", place.folder().toString(), "/src"));
    words.addAll(shown.reachable(mounts));
    words.addAll(shown.reachable(LauncherCommand.mounts()));
    if (job.launcher().isPresent()) {
      String file = job.launcher().get().toString();
      words.addAll(shown.reachable("--as-pid-1", "--ro-bind", file, LAUNCHER));
    }
    addWords(words, "--chdir /work --remount-ro /dev --remount-ro / --");
    words.addAll(LauncherCommand.inside(place));
    job.launcher().ifPresent(unused -> words.add(LAUNCHER));
    words.addAll(job.command());
    return words;
  }

  private List<String> systemFiles() throws IOException {
    List<String> words = new ArrayList<>(SystemFiles.mounts(settings.network()));
    if (settings.network()) {
      words.addAll(List.of("--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf"));
    }
    return words;
  }

  private static void addWords(List<String> words, String option) {
    words.addAll(List.of(option.split(" ", -1)));
  }
}
