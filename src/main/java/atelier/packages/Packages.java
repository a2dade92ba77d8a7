package atelier.packages;

import atelier.cancel.Cancellation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Installs the packages that projects declare. */
public interface Packages {
  /** Installs nothing, and says why. */
  static Packages off(String reason) {
    return request -> Future.succeededFuture(new InstallResult.Skipped(reason));
  }

  /** Installs what a request asks for; an expected failure is a result. */
  Future<InstallResult> install(PackageRequest request);

  /** The keys of the layers that this node has, as far as known, the most recently used first. */
  default List<String> layers() {
    return List.of();
  }

  /**
   * Returns the same for a task: after its cancellation an install is stopped, unless another task
   * waits for the same.
   */
  default Packages until(Cancellation cancellation) {
    return this;
  }

  /** Returns which ecosystems can be installed here; none if that is unknown. Never fails. */
  default Future<List<EcosystemState>> ecosystems() {
    return Future.succeededFuture(List.of());
  }

  /**
   * Installs what these files of a project ask for where this node does not have it yet, since
   * another node may have installed it before. Fails only if there is a bug; programs then find no
   * packages.
   */
  default Future<Void> restore(Map<String, String> files) {
    return Future.succeededFuture();
  }
}
