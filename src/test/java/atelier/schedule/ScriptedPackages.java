package atelier.schedule;

import atelier.event.Diagnostic;
import atelier.event.InstalledPackage;
import atelier.packages.InstallResult;
import atelier.packages.InstallResult.Installed;
import atelier.packages.InstallResult.Refused;
import atelier.packages.InstallResult.Skipped;
import atelier.packages.InstallResult.Traffic;
import atelier.packages.PackageRequest;
import atelier.packages.Packages;
import atelier.packages.Recipes;
import atelier.schedule.ScriptedTools.Luck;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Installs by a seed: refuses a manifest with an invented package, and sometimes cannot install
 * anything. The lock is another one each time, as registries change.
 */
final class ScriptedPackages implements Packages {
  private final Luck luck;
  private int count;

  ScriptedPackages(Luck luck) {
    this.luck = luck;
  }

  @Override
  public Future<InstallResult> install(PackageRequest request) {
    count++;
    if (luck.isVeryUnlucky()) {
      return Future.succeededFuture(new Skipped("no network here"));
    }
    boolean invented = request.files().values().stream().anyMatch(text -> text.contains("WRONG"));
    if (invented) {
      return Future.succeededFuture(new Refused(
          List.of(new Diagnostic(1, 0, "no package WRONG")), "not found", Traffic.NONE));
    }
    String lock = Recipes.ALL.stream()
        .filter(recipe -> recipe.ecosystem().equals(request.ecosystem()))
        .flatMap(recipe -> recipe.locks().stream())
        .findFirst()
        .orElse("lock");
    return Future.succeededFuture(new Installed(
        "layer",
        1,
        1,
        1,
        Traffic.NONE,
        List.of("fine"),
        List.of(),
        List.of(new InstalledPackage("fine", "1.0.0", "MIT", 1, true)),
        Map.of(lock, "locked " + count, ".gitignore", "cache/\n")));
  }
}
