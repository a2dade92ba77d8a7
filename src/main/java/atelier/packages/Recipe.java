package atelier.packages;

import atelier.pattern.Pattern;
import atelier.sandbox.JobMounts.Access;
import java.util.List;
import java.util.Map;

/**
 * How the packages of one ecosystem are resolved, prepared and shown to programs: a row of {@link
 * Recipes}. Both scripts run in the sandbox, by {@code sh -e}, in a copy of the request's files;
 * the variable {@code LAYER} names the folder that becomes the layer, which programs later see at
 * the same path. While resolving, {@code PUBLISHED_BEFORE} is the time after which a version is
 * young, by {@code packages.min-age}; it is empty if none is.
 *
 * <p>A script writes its findings for Atelier into {@code $LAYER/.atelier/}: the new lock file
 * under its own name, {@code packages} (see {@link PackageInventory}) and {@code
 * provides} (a line each: a name that programs import).
 *
 * @param ecosystem its name in events, such as {@code npm}
 * @param version counted up whenever the scripts change what is installed
 * @param tool the executable that must be installed
 * @param manifests the names of the files that declare packages; the first is the one that a
 *     Writer is asked to repair
 * @param companions further files that belong to a request if they exist, such as sources
 * @param locks the names of lock files, of which the first is the one that the tool writes
 * @param ignored the lines for {@code .gitignore}
 * @param resolve the script that downloads packages, without running any code of theirs
 * @param prepare the script that runs packages' own builds, without a network; empty for none
 * @param installEnvironment the variables of both scripts
 * @param shown what programs see of the layer
 * @param searchPath folders of the layer with executables
 * @param environment the variables of programs; {@code $LAYER} in a value stands for its path
 */
public record Recipe(
    String ecosystem,
    int version,
    String tool,
    Pattern manifests,
    Pattern companions,
    List<String> locks,
    List<String> ignored,
    String resolve,
    String prepare,
    Map<String, String> installEnvironment,
    List<Shown> shown,
    List<String> searchPath,
    Map<String, String> environment) {
  /**
   * A folder of the layer that programs see.
   *
   * @param source its path in the layer; empty for the whole layer
   * @param target its path in the sandbox: {@code $LAYER}, or relative to the folder of the
   *     manifest, such as {@code node_modules}
   */
  public record Shown(String source, String target, Access access) {}

  /** Whether a path within a request's folder is that of a manifest. */
  boolean isManifest(String path) {
    return manifests.matches(path.substring(path.lastIndexOf('/') + 1));
  }

  public Recipe {
    locks = List.copyOf(locks);
    ignored = List.copyOf(ignored);
    installEnvironment = Map.copyOf(installEnvironment);
    shown = List.copyOf(shown);
    searchPath = List.copyOf(searchPath);
    environment = Map.copyOf(environment);
  }
}
