package atelier.sandbox.sprites;

import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxLevel;
import atelier.sandbox.SandboxLimits;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Runs the jobs of one project on its sprite. */
record ProjectSandbox(SpritesSandbox all, String project) implements Sandbox {
  @Override
  public String name() {
    return all.name();
  }

  @Override
  public String unavailableReason() {
    return all.unavailableReason();
  }

  @Override
  public Future<List<String>> tools() {
    return all.tools();
  }

  @Override
  public SandboxLevel level() {
    return all.level();
  }

  @Override
  public Optional<SandboxLimits> limits() {
    return all.limits();
  }

  @Override
  public String architecture() {
    return all.architecture();
  }

  @Override
  public Future<JobResult> run(Job job) {
    return all.run(project, job);
  }
}
