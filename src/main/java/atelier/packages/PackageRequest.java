package atelier.packages;

import java.util.Map;

/**
 * The manifests of one folder of a project, whose packages are installed together.
 *
 * @param ecosystem the name of its {@link Recipe}
 * @param folder the folder of the manifests in the project, with a slash at its end; empty for the
 *     project's own
 * @param manifest the path of the first manifest in the project
 * @param files the contents of manifests, companions and lock files, by path within the folder
 * @param key the hash of ecosystem, folder, manifests and companions, without the lock
 */
public record PackageRequest(
    String ecosystem, String folder, String manifest, Map<String, String> files, String key) {
  public PackageRequest {
    files = Map.copyOf(files);
  }
}
