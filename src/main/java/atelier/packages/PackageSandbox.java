package atelier.packages;

import atelier.sandbox.Job;
import atelier.sandbox.JobMounts;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxLevel;
import atelier.sandbox.SandboxLimits;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows each job the layers that its manifests and lock files name, as far as this machine has
 * them. It installs nothing: what has no layer runs without its packages.
 */
final class PackageSandbox implements Sandbox {
  private final Sandbox programs;
  private final PackageInstaller installer;

  PackageSandbox(Sandbox programs, PackageInstaller installer) {
    this.programs = programs;
    this.installer = installer;
  }

  @Override
  public Future<JobResult> run(Job job) {
    List<PackageRequest> requests = PackageRequests.of(job.files(), Recipes.ALL);
    return requests.isEmpty() ? programs.run(job) : run(job, requests);
  }

  private Future<JobResult> run(Job job, List<PackageRequest> requests) {
    List<Layer> used = new ArrayList<>();
    Future<JobMounts> mounts = Future.succeededFuture(JobMounts.NONE);
    for (PackageRequest request : requests) {
      mounts = mounts.compose(before -> installer.mounts(request, used).map(before::and));
    }
    return mounts
        .compose(all -> programs.run(job.withMounts(all)))
        .onComplete(ended -> used.forEach(Layer::close));
  }

  @Override
  public Sandbox forProject(String project) {
    return new PackageSandbox(programs.forProject(project), installer);
  }

  @Override
  public String name() {
    return programs.name();
  }

  @Override
  public String unavailableReason() {
    return programs.unavailableReason();
  }

  @Override
  public Future<List<String>> tools() {
    return programs.tools();
  }

  @Override
  public Future<List<String>> missingVersions(Map<String, String> files) {
    return programs.missingVersions(files);
  }

  @Override
  public Future<List<String>> otherVersions() {
    return programs.otherVersions();
  }

  @Override
  public boolean hasLoopback() {
    return programs.hasLoopback();
  }

  @Override
  public String user() {
    return programs.user();
  }

  @Override
  public Optional<SandboxLimits> limits() {
    return programs.limits();
  }

  @Override
  public SandboxLevel level() {
    return programs.level();
  }

  @Override
  public String enforcement() {
    return programs.enforcement();
  }

  @Override
  public Future<Void> release(String project) {
    return programs.release(project);
  }

  @Override
  public Future<Void> close() {
    return programs.close();
  }

  @Override
  public String architecture() {
    return programs.architecture();
  }
}
