package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs jobs without a sandbox, if configured so; it limits only time, output and memory. */
final class Unsandboxed implements Sandbox {
  private final Settings.Runner settings;
  private final ProcessSupervisor supervisor;
  private final InstalledTools tools = new InstalledTools(this::run);

  Unsandboxed(Vertx vertx, Settings.Runner settings, int maxRuns) {
    this.settings = settings;
    supervisor = new ProcessSupervisor(
        vertx, maxRuns, settings.memoryBytes(), Optional.empty(), Optional.empty());
  }

  @Override
  public String name() {
    return "none";
  }

  @Override
  public Future<List<String>> tools() {
    return tools.find();
  }

  @Override
  public Optional<SandboxLimits> limits() {
    return Optional.of(new SandboxLimits(
        settings.timeout(), settings.buildTimeout(), settings.memoryBytes(), true));
  }

  @Override
  public Future<JobResult> run(Job job) {
    AtomicReference<Path> folder = new AtomicReference<>(Path.of(Job.WORK_FOLDER));
    return supervisor
        .run(job, place -> {
          folder.set(place.folder());
          return commandLine(job);
        })
        .map(result -> result.withOutput(
            result.output().replace(String.valueOf(folder.get()) + "/", Job.WORK_FOLDER)));
  }

  private static List<String> commandLine(Job job) {
    List<String> words = new ArrayList<>();
    job.launcher().ifPresent(file -> words.add(file.toString()));
    words.addAll(job.command());
    return words;
  }
}
