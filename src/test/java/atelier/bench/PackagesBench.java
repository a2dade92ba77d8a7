package atelier.bench;

import atelier.config.ProxySettings;
import atelier.config.Settings;
import atelier.packages.InstallResult;
import atelier.packages.InstallResult.Installed;
import atelier.packages.InstallResult.Skipped;
import atelier.packages.PackageInstaller;
import atelier.packages.PackageRequest;
import atelier.packages.PackageRequests;
import atelier.packages.Recipes;
import atelier.sandbox.BuildFolder;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.SandboxFactory;
import atelier.sandbox.Sandboxes;
import atelier.sandbox.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long the packages of a small project take, from an empty store of layers, by the registries
 * that this machine is configured for: resolve, prepare, check, and a second project with the same
 * manifests.
 */
final class PackagesBench {
  private static final Duration CHECK_LIMIT = Duration.ofMinutes(5);
  private static final long WAIT_MINUTES = 30;
  private static final String ROW = "%-20s %8s %8s %8s %8s %8s %8s %8s %8s %8s%n";

  private final Vertx vertx;
  private final Sandboxes sandboxes;
  private final MeasuredSandbox installs;
  private final Path folder;
  private final JobMemory memory;

  private PackagesBench(Vertx vertx, Sandboxes sandboxes, Path folder, JobMemory memory) {
    this.vertx = vertx;
    this.sandboxes = sandboxes;
    this.folder = folder;
    this.memory = memory;
    installs = new MeasuredSandbox(sandboxes.forInstalls());
  }

  public static void main(String[] arguments) throws Exception {
    List<String> wanted = List.of(arguments);
    Vertx vertx = Vertx.vertx();
    // The user of jobs reaches the system's temporary folder.
    Path folder = Files.createTempDirectory("atelier-bench-");
    Path cache = SandboxFactory.cacheFolder(folder.resolve("cache"));
    try (JobMemory memory = new JobMemory()) {
      Settings.Runner runner =
          new Settings.Runner("bubblewrap", Duration.ofSeconds(10), 512L << 20, false);
      Sandboxes sandboxes = wait(Sandboxes.open(vertx, runner, Optional.of(cache)));
      PackagesBench bench = new PackagesBench(vertx, sandboxes, folder, memory);
      bench.printTools();
      System.out.printf(
          ROW,
          "",
          "setup s",
          "resolve",
          "prepare",
          "check",
          "second",
          "restart",
          "loaded",
          "layer",
          "jobs MiB");
      for (PackagesCase each : PackagesCase.ALL) {
        if (wanted.isEmpty() || wanted.contains(each.ecosystem())) {
          bench.measure(each);
        }
      }
      System.out.printf("peak RSS of the node %d MiB%n", JobMemory.ownPeakMiB());
    } finally {
      BuildFolder.delete(folder);
      wait(vertx.close());
    }
  }

  /** The sandbox is asked once for its tools, before the first install of a node. */
  private void printTools() throws Exception {
    long startNs = System.nanoTime();
    int count = wait(installs.tools()).size();
    System.out.printf("%d tools found in %s s%n", count, seconds(startNs));
  }

  private PackageInstaller installer() {
    Settings.Packages settings =
        new Settings.Packages("on", List.of(), Duration.ofDays(7), "auto", 4L << 30, "offline");
    return new PackageInstaller(
        vertx, settings, ProxySettings.NONE, installs, folder.resolve("packages"));
  }

  private void measure(PackagesCase project) throws Exception {
    PackageRequest request = PackageRequests.of(project.files(), Recipes.ALL).get(0);
    PackageInstaller installer = installer();
    memory.takeMiB();
    long startNs = System.nanoTime();
    InstallResult result = wait(installer.install(request));
    String setup = seconds(startNs);
    List<Long> phasesMs = installs.takeMs();
    if (!(result instanceof Installed installed)) {
      System.out.printf("%-20s skipped: %s%n", project.name(), why(result));
      return;
    }
    String check = check(project, installed, installer);
    long jobsMiB = memory.takeMiB();
    System.out.printf(
        ROW,
        project.name(),
        setup,
        seconds(phasesMs, 0),
        seconds(phasesMs, 1),
        check,
        again(installer, request),
        again(installer(), request),
        (installed.traffic().receivedBytes() >> 20) + " MiB",
        (installed.bytes() >> 20) + " MiB",
        jobsMiB);
  }

  private static String why(InstallResult result) {
    return result instanceof Skipped skipped ? skipped.reason() : result.toString();
  }

  private String check(PackagesCase project, Installed installed, PackageInstaller installer)
      throws Exception {
    Map<String, String> files = new HashMap<>(project.files());
    files.putAll(installed.files());
    long startNs = System.nanoTime();
    JobResult result = wait(installer
        .around(sandboxes.forPrograms())
        .run(new Job(project.check(), files, Map.of(), TimeLimit.ofCpu("", CHECK_LIMIT))));
    if (!result.succeeded()) {
      System.out.println(result.output());
    }
    return result.succeeded() ? seconds(startNs) : "failed";
  }

  /** A second project with the same manifests and no lock file. */
  private String again(PackageInstaller installer, PackageRequest request) throws Exception {
    long startNs = System.nanoTime();
    InstallResult result = wait(installer.install(request));
    boolean isNew = !installs.takeMs().isEmpty();
    return (result instanceof Installed ? seconds(startNs) : "failed") + (isNew ? " new" : "");
  }

  private static String seconds(long sinceNs) {
    return "%.1f".formatted((System.nanoTime() - sinceNs) / 1e9);
  }

  private static String seconds(List<Long> ms, int phase) {
    return ms.size() <= phase ? "-" : "%.1f".formatted(ms.get(phase) / 1e3);
  }

  private static <T> T wait(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(WAIT_MINUTES, TimeUnit.MINUTES);
  }
}
