package atelier.packages;

import atelier.sandbox.ForwardingSandbox;
import atelier.sandbox.Job;
import atelier.sandbox.JobMounts;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows each job the layers that its manifests and lock files name, as far as this machine has
 * them. It installs nothing: what has no layer runs without its packages.
 */
final class PackageSandbox extends ForwardingSandbox {
  private final PackageInstaller installer;

  PackageSandbox(Sandbox programs, PackageInstaller installer) {
    super(programs);
    this.installer = installer;
  }

  @Override
  public Future<JobResult> run(Job job) {
    List<PackageRequest> requests = PackageRequests.of(job.files(), Recipes.ALL);
    return requests.isEmpty() ? target().run(job) : run(job, requests);
  }

  private Future<JobResult> run(Job job, List<PackageRequest> requests) {
    List<Layer> used = new ArrayList<>();
    Future<JobMounts> mounts = Future.succeededFuture(JobMounts.NONE);
    for (PackageRequest request : requests) {
      mounts = mounts.compose(before -> installer.mounts(request, used).map(before::and));
    }
    return mounts
        .compose(all -> target().run(job.withMounts(all)))
        .onComplete(ended -> used.forEach(Layer::close));
  }

  @Override
  public Sandbox forProject(String project) {
    return new PackageSandbox(target().forProject(project), installer);
  }
}
