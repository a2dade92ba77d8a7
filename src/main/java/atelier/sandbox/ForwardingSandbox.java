package atelier.sandbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sandbox that adds something to another one, and leaves all else to it. It overrides every
 * method, so that what {@link Sandbox} assumes by default never hides what the other one says.
 */
public abstract class ForwardingSandbox implements Sandbox {
  private final Sandbox target;

  protected ForwardingSandbox(Sandbox target) {
    this.target = target;
  }

  /** The sandbox that does the work. */
  protected final Sandbox target() {
    return target;
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public String unavailableReason() {
    return target.unavailableReason();
  }

  @Override
  public Future<List<String>> tools() {
    return target.tools();
  }

  @Override
  public Future<List<String>> missingVersions(Map<String, String> files) {
    return target.missingVersions(files);
  }

  @Override
  public Future<List<String>> otherVersions() {
    return target.otherVersions();
  }

  @Override
  public Optional<SandboxLimits> limits() {
    return target.limits();
  }

  @Override
  public SandboxLevel level() {
    return target.level();
  }

  @Override
  public boolean hasLoopback() {
    return target.hasLoopback();
  }

  @Override
  public String enforcement() {
    return target.enforcement();
  }

  @Override
  public String user() {
    return target.user();
  }

  @Override
  public Future<JobResult> run(Job job) {
    return target.run(job);
  }

  @Override
  public Sandbox forProject(String project) {
    return target.forProject(project);
  }

  @Override
  public Future<Void> release(String project) {
    return target.release(project);
  }

  @Override
  public Future<Void> close() {
    return target.close();
  }

  @Override
  public String architecture() {
    return target.architecture();
  }
}
