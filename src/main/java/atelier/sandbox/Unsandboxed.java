package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs jobs without a sandbox, if configured so; it limits only time, output and memory. */
final class Unsandboxed implements Sandbox {
  private final Settings.Runner settings;
  private final ProcessSupervisor supervisor;
  private @Nullable Future<List<String>> tools;

  Unsandboxed(Vertx vertx, Settings.Runner settings, int maxRuns) {
    this.settings = settings;
    supervisor = new ProcessSupervisor(vertx, maxRuns, settings.memoryBytes(), Optional.empty());
  }

  @Override
  public String name() {
    return "none";
  }

  @Override
  public synchronized Future<List<String>> tools() {
    Future<List<String>> known = tools;
    if (known == null) {
      known = InstalledTools.find(this::run);
      tools = known;
    }
    return known;
  }

  @Override
  public Optional<SandboxLimits> limits() {
    return Optional.of(new SandboxLimits(
        settings.timeout(), settings.buildTimeout(), settings.memoryBytes(), true));
  }

  @Override
  public Future<JobResult> run(Job job) {
    return supervisor.run(job, folder -> commandLine(job));
  }

  private static List<String> commandLine(Job job) {
    List<String> words = new ArrayList<>();
    job.launcher().ifPresent(file -> words.add(file.toString()));
    words.addAll(job.command());
    return words;
  }
}
