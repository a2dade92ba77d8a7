package atelier.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Runs jobs without a sandbox, if configured so; it limits only time, output and memory. */
final class Unsandboxed implements Sandbox {
  private final ProcessSupervisor supervisor;

  Unsandboxed(Vertx vertx, long maxMemoryBytes, int maxRuns) {
    supervisor = new ProcessSupervisor(vertx, maxRuns, maxMemoryBytes);
  }

  @Override
  public String name() {
    return "none";
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
