package atelier.packages;

import io.vertx.core.Future;

/** Installs the packages that projects declare. */
public interface Packages {
  /** Installs nothing, and says why. */
  static Packages off(String reason) {
    return request -> Future.succeededFuture(new InstallResult.Skipped(reason));
  }

  /** Installs what a request asks for; an expected failure is a result. */
  Future<InstallResult> install(PackageRequest request);
}
