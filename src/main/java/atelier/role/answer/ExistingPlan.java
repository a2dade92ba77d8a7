package atelier.role.answer;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plan that a blueprint extends.
 *
 * @param uses the paths that each file uses, by its path
 * @param checks checks of earlier features, which a later one may not change
 * @param run the start command, which stays if the blueprint has none
 * @param mayDelete whether files may be deleted
 */
public record ExistingPlan(
    Map<String, List<String>> uses, List<CheckPlan> checks, List<String> run, boolean mayDelete) {
  /** The plan of a new project. */
  public static final ExistingPlan NONE = new ExistingPlan(Map.of(), List.of(), List.of(), true);

  public ExistingPlan {
    uses = Collections.unmodifiableMap(uses);
    checks = List.copyOf(checks);
    run = List.copyOf(run);
  }

  /** The plan of a project, null for a new one, some of whose checks may have to be replaced. */
  public static ExistingPlan of(@Nullable Blueprint blueprint, List<CheckPlan> checksToReplace) {
    return blueprint == null
        ? NONE
        : new ExistingPlan(
            uses(blueprint.files()),
            blueprint.checks().stream()
                .filter(check -> !checksToReplace.contains(check))
                .toList(),
            blueprint.run(),
            checksToReplace.isEmpty());
  }

  /** Files whose checks and start command are all planned anew. */
  public static ExistingPlan ofFiles(Collection<FilePlan> files) {
    return new ExistingPlan(uses(files), List.of(), List.of(), true);
  }

  private static Map<String, List<String>> uses(Collection<FilePlan> files) {
    Map<String, List<String>> uses = new LinkedHashMap<>();
    files.forEach(file -> uses.put(file.path(), file.uses()));
    return uses;
  }

  Set<String> paths() {
    return uses.keySet();
  }
}
