package atelier.packages;

import atelier.sandbox.Job;
import atelier.sandbox.JobMounts;
import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the folders of a layer are in the sandbox. */
final class LayerMounts {
  private static final String VARIABLE = "LAYER";
  private static final String REFERENCE = "$" + VARIABLE;
  private static final int FOLDER_DIGITS = 8;

  private LayerMounts() {}

  /**
   * The path of the layer of a request, while it is built and later: a project has one for each
   * ecosystem and folder.
   */
  static String path(PackageRequest request) {
    String folder = request.folder();
    return "/layers/" + request.ecosystem()
        + (folder.isEmpty() ? "" : "-" + LayerKey.digits(folder, FOLDER_DIGITS));
  }

  /** What a job sees that builds the layer in a folder. */
  static JobMounts whileBuilding(PackageRequest request, Path files) {
    return new JobMounts(
        List.of(new Mount(files, path(request), Access.WRITABLE)),
        List.of(),
        Map.of(VARIABLE, path(request)));
  }

  /**
   * What programs see of a finished layer. A folder that it does not have is left out, and so is
   * one to which a symbolic link leads: packages are not trusted, and links of theirs lead
   * anywhere. Looks at the folders; blocking.
   */
  static JobMounts of(Recipe recipe, PackageRequest request, Path files) {
    String layer = path(request);
    List<Mount> mounts = new ArrayList<>();
    for (Recipe.Shown shown : recipe.shown()) {
      Path source =
          shown.source().isEmpty() ? files : files.resolve(shown.source()).normalize();
      if (source.startsWith(files) && isWithoutLinks(files, source)) {
        mounts.add(new Mount(source, target(shown.target(), request), shown.access()));
      }
    }
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(VARIABLE, layer);
    recipe
        .environment()
        .forEach((name, value) -> environment.put(name, value.replace(REFERENCE, layer)));
    List<String> searchPath = recipe.searchPath().stream()
        .map(folder ->
            folder.startsWith(REFERENCE) ? folder.replace(REFERENCE, layer) : layer + "/" + folder)
        .toList();
    return new JobMounts(mounts, searchPath, environment);
  }

  private static String target(String target, PackageRequest request) {
    return target.startsWith(REFERENCE)
        ? target.replace(REFERENCE, path(request))
        : Job.WORK_FOLDER + request.folder() + target;
  }

  /** Whether a path below a folder leads through folders alone. */
  private static boolean isWithoutLinks(Path folder, Path path) {
    Path each = folder;
    for (Path name : folder.relativize(path)) {
      each = each.resolve(name).normalize();
      if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
