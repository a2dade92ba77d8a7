package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Runs jobs where no namespaces can be made: Landlock (landlock(7)) and filters of system calls
 * keep them from the host's files, processes and network, but they see what is there.
 */
final class LandlockSandbox implements LocalSandbox {
  static final String NAME = "landlock";

  private static final Duration SELF_TEST_TIMEOUT = Duration.ofSeconds(10);

  /** What holds wherever it runs, beside what its self-test finds. */
  private static final List<String> REASONS = List.of(
      "without namespaces programs see the processes of the host and their command lines",
      "without namespaces programs see which files the host has, and read /proc, /etc/passwd and"
          + " /etc/group",
      "without a private network no server can be tried");

  private final Vertx vertx;
  private final Settings.Runner settings;
  private final Capacity capacity;
  private final Supplier<Cgroup> cgroup;
  private final ProcessSupervisor supervisor;
  private final InstalledTools tools;
  private volatile SandboxLevel level = SandboxLevel.none("it was not tested");

  /**
   * Creates the sandbox, and runs nothing yet.
   *
   * @param cacheFolder the folder in which there is one of running jobs; empty for the system's
   * @param cgroup finds the control group of jobs
   */
  LandlockSandbox(
      Vertx vertx,
      Settings.Runner settings,
      int maxRuns,
      Optional<Path> cacheFolder,
      Supplier<Cgroup> cgroup) {
    this(
        vertx, settings, Capacity.ofPrograms(maxRuns, settings.memoryBytes()), cacheFolder, cgroup);
  }

  private LandlockSandbox(
      Vertx vertx,
      Settings.Runner settings,
      Capacity capacity,
      Optional<Path> cacheFolder,
      Supplier<Cgroup> cgroup) {
    this.vertx = vertx;
    this.settings = settings;
    this.capacity = capacity;
    this.cgroup = cgroup;
    supervisor = new ProcessSupervisor(
        vertx,
        capacity.places(),
        capacity.memoryBytes(),
        cacheFolder.map(folder -> folder.resolve("runs")),
        Optional.of(cgroup),
        Separation.LANDLOCK);
    tools = new InstalledTools(this::run);
  }

  @Override
  public LandlockSandbox forCompilers(int maxRuns, Optional<Path> cacheFolder) {
    LandlockSandbox compilers =
        new LandlockSandbox(vertx, settings, Capacity.ofCompilers(maxRuns), cacheFolder, cgroup);
    compilers.level = level;
    return compilers;
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
    return cgroup.get().description();
  }

  @Override
  public boolean hasLoopback() {
    return settings.network();
  }

  @Override
  public Optional<SandboxLimits> limits() {
    return Optional.of(new SandboxLimits(
        settings.timeout(), settings.buildTimeout(), settings.memoryBytes(), settings.network()));
  }

  @Override
  public Future<SandboxLevel> selfTest() {
    Job job = new Job(List.of(), Map.of(), SELF_TEST_TIMEOUT);
    return supervisor
        .run(job, place -> {
          String launcher = NativeProgram.LAUNCHER.path().toString();
          List<String> words = commandLine(job, place);
          words.addAll(words.indexOf("--"), List.of("--read", launcher));
          words.addAll(List.of(launcher, "selftest", "no-namespaces"));
          words.addAll(SelfTest.allowed(settings, place, toolchains()));
          return words;
        })
        .map(result -> {
          level = SandboxLevel.ofSelfTest(result).atMostPartial(REASONS);
          return level;
        });
  }

  @Override
  public Future<JobResult> run(Job job) {
    AtomicReference<String> work = new AtomicReference<>(Job.WORK_FOLDER);
    return supervisor
        .run(job, place -> {
          work.set(place.work() + "/");
          List<String> words = commandLine(job, place);
          job.launcher().ifPresent(file -> words.add(file.toString()));
          words.addAll(job.command());
          return words;
        })
        .map(result -> result
            .withFileSizeLimit(capacity.fileBytes())
            .withOutput(result.output().replace(work.get(), Job.WORK_FOLDER)));
  }

  /** The words before those of the command. */
  List<String> commandLine(Job job, JobPlace place) throws IOException {
    ToolchainMounts toolchains = toolchains();
    Path aliases = aliases(place);
    List<String> words = new ArrayList<>(LauncherCommand.alone(job, place, capacity.fileBytes()));
    SystemMounts.readable(settings.network()).forEach(path -> add(words, "--read", path));
    toolchains.folders().forEach(path -> add(words, "--read", path));
    add(words, "--read", aliases);
    job.launcher().ifPresent(file -> add(words, "--read", file));
    List.of("/dev/null", "/dev/zero", "/dev/full").forEach(path -> add(words, "--use", path));
    words.addAll(JobVariables.fixed());
    add(words, "--setenv", "HOME", place.temporary());
    add(words, "--setenv", "TMPDIR", place.temporary());
    job.environment().forEach((name, value) -> add(words, "--setenv", name, value));
    String path = SystemMounts.TOOL_FOLDERS + toolchains.searchPath() + ":" + aliases;
    add(words, "--setenv", "PATH", path);
    if (!settings.network()) {
      words.add("--offline");
    }
    words.add("--");
    return words;
  }

  /** Without mounts of its own a job finds toolchains only where its user can reach them. */
  private static ToolchainMounts toolchains() {
    return ToolchainMounts.ofThisProcess().reachable();
  }

  private static Path aliases(JobPlace place) throws IOException {
    Path folder = Files.createDirectory(place.folder().resolveSibling("aliases"));
    for (var alias : SystemMounts.aliases().entrySet()) {
      Files.createSymbolicLink(folder.resolve(alias.getKey()), alias.getValue());
    }
    return folder;
  }

  private static void add(List<String> words, Object... more) {
    for (Object word : more) {
      words.add(word.toString());
    }
  }
}
