package atelier.sandbox;

import atelier.config.Settings;
import atelier.sandbox.UserToolchains.Toolchain;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs jobs with bubblewrap (bwrap(1)). Each job has its own user, process, network and mount
 * namespaces, sees the system read-only, and works in a tmpfs of limited size that ends with it.
 */
final class Bubblewrap implements Sandbox {
  private static final long MAX_FILE_BYTES = 64L << 20;
  private static final long MAX_FOLDER_BYTES = 256L << 20;
  private static final long MAX_SHARED_BYTES = 16L << 20;
  private static final int MAX_OPEN_FILES = 4_096;
  private static final long COMPILER_MEMORY_BYTES = 1L << 30;

  /**
   * The processes of all jobs together (setrlimit(2), RLIMIT_NPROC), set only if Atelier runs as
   * root, and jobs therefore have a user of their own.
   */
  private static final int MAX_PROCESSES_IF_ROOT = 4 * JobMonitor.MAX_PROCESSES_OF_KERNEL;

  /**
   * The processes of one job: set in its namespace, where Linux counts those of the namespace
   * alone. Shells differ in the name of the limit.
   */
  private static final String LIMIT_SCRIPT = HostSystem.countsProcessesByNamespace()
      ? "{ ulimit -p N || ulimit -u N; } 2>/dev/null; "
          .replace("N", String.valueOf(JobMonitor.MAX_PROCESSES_OF_KERNEL))
      : "";

  /**
   * The user of a job: one of its own, so that files of other users do not look like its files.
   * {@code etc/passwd} names it.
   */
  private static final String USER = "--uid 1000 --gid 1000 --hostname sandbox";

  private static final String ENVIRONMENT = "--setenv HOME /tmp --setenv TMPDIR /tmp"
      + " --setenv LANG C.UTF-8 --setenv TERM dumb --setenv SHELL /bin/sh"
      + " --setenv USER sandbox --setenv LOGNAME sandbox"
      + " --setenv PYTHONDONTWRITEBYTECODE 1 --setenv GOTOOLCHAIN local";

  /** Where a job's launcher is in the sandbox. */
  private static final String LAUNCHER = "/launcher";

  /**
   * Copies the sources into the writable folder, makes a writable cache of links if there is one to
   * read, then replaces itself by the command.
   */
  private static final String ENTRY_SCRIPT =
      LIMIT_SCRIPT + "cp -R /src/. /work || exit 1; " + GoBuildCache.ENTRY_SCRIPT + " exec \"$@\"";

  private final Vertx vertx;
  private final ProcessSupervisor supervisor;
  private final Settings.Runner settings;
  private final GoBuildCache goBuildCache;
  private final InstalledTools tools;
  private final Optional<Supplier<Cgroup>> cgroups;

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
    settings = programs.settings;
    tools = programs.tools;
    Optional<Path> jobFolders = cacheFolder.map(folder -> folder.resolve("runs"));
    supervisor = new ProcessSupervisor(vertx, maxRuns, COMPILER_MEMORY_BYTES, jobFolders, programs.cgroups);
    // A compiler that only parses needs no compiled libraries.
    goBuildCache = new GoBuildCache(vertx, Optional.empty(), (job, mounts) -> run(job));
  }

  /** Returns the same sandbox with places and a limit of memory for compilers. */
  Bubblewrap forCompilers(int maxRuns, Optional<Path> cacheFolder) {
    return new Bubblewrap(this, maxRuns, cacheFolder);
  }

  @Override
  public String name() {
    return "bubblewrap";
  }

  @Override
  public Future<List<String>> tools() {
    return tools.find();
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
    return by.run(job, folder -> commandLine(job, folder, mounts))
        .map(result -> result.withFileSizeLimit(MAX_FILE_BYTES));
  }

  /**
   * Builds the command line. If Atelier runs as root, it first switches to an unprivileged user:
   * in a user namespace root would keep root's file permissions on the host and have no limit on
   * processes.
   */
  private List<String> commandLine(Job job, Path folder, List<String> mounts) {
    List<String> words = new ArrayList<>();
    if (HostSystem.isRoot()) {
      String user = " --reuid=" + HostSystem.SANDBOX_UID + " --regid=" + HostSystem.SANDBOX_UID;
      addWords(words, "setpriv" + user + " --clear-groups --");
    }
    addWords(
        words,
        "prlimit --core=0 --memlock=0 --msgqueue=0 --nofile=" + MAX_OPEN_FILES
            + " --fsize=" + MAX_FILE_BYTES + " --cpu=" + job.timeLimit().secondsPerProcess()
            + (HostSystem.isRoot() ? " --nproc=" + MAX_PROCESSES_IF_ROOT : "") + " --");
    addWords(
        words,
        "bwrap --unshare-user --unshare-all --disable-userns --die-with-parent --new-session"
            + " --clearenv" + (settings.network() ? " --share-net" : ""));
    addWords(words, USER + " " + ENVIRONMENT);
    job.environment().forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
    List<Toolchain> toolchains = UserToolchains.ofThisProcess();
    words.addAll(List.of("--setenv", "PATH", SystemMounts.path(toolchains)));
    words.addAll(SystemMounts.all());
    toolchains.stream()
        .map(toolchain -> toolchain.folder().toString())
        .forEach(path -> words.addAll(List.of("--ro-bind", path, path)));
    words.addAll(systemFiles());
    String tmpfs = " --size " + MAX_FOLDER_BYTES + " --tmpfs ";
    addWords(
        words,
        "--proc /proc --dev /dev --size " + MAX_SHARED_BYTES + " --tmpfs /dev/shm" + tmpfs + "/tmp"
            + tmpfs + "/work");
    words.addAll(List.of("--ro-bind", folder.toString(), "/src"));
    words.addAll(mounts);
    job.launcher()
        .ifPresent(
            file -> words.addAll(List.of("--as-pid-1", "--ro-bind", file.toString(), LAUNCHER)));
    addWords(words, "--chdir /work --remount-ro /dev --remount-ro / --");
    words.addAll(List.of("sh", "-c", ENTRY_SCRIPT, "sh"));
    job.launcher().ifPresent(unused -> words.add(LAUNCHER));
    words.addAll(job.command());
    return words;
  }

  private List<String> systemFiles() {
    try {
      List<String> words = new ArrayList<>(SystemFiles.mounts(settings.network()));
      if (settings.network()) {
        words.addAll(List.of("--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf"));
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's files cannot be written", e);
    }
  }

  private static void addWords(List<String> words, String option) {
    words.addAll(List.of(option.split(" ", -1)));
  }
}
