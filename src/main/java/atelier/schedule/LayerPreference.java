package atelier.schedule;

import atelier.event.SetupEvent.SetupReady;
import atelier.project.Project;
import atelier.project.Setup;
import atelier.role.Capabilities;
import atelier.role.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prefers nodes that have the layers of packages that a task's programs use: others must restore
 * them first, and the task waits for that.
 *
 * <p>While another node has the layers, a task is left to it for as long as restoring would take;
 * after that its agents are evidently busy, and any node takes the task. This is the rule of ski
 * rental: nobody knows how many runs follow, and who pays only after having waited for as long as
 * the price loses at most the price. Each node pays once for a layer.
 *
 * @param layers the keys of the layers
 * @param patience for how long a task is left to the nodes that have them
 */
record LayerPreference(Set<String> layers, Duration patience) {
  /** For a task that uses no packages. */
  static final LayerPreference NONE = new LayerPreference(Set.of(), Duration.ZERO);

  /** Where an earlier project had the layer made, so that nobody knows how long it took. */
  private static final Duration UNKNOWN = Duration.ofSeconds(10);

  private static final Duration MAX_PATIENCE = Duration.ofSeconds(30);

  LayerPreference {
    layers = Set.copyOf(layers);
  }

  static LayerPreference of(Project project, Task task) {
    if (!task.runsPrograms()) {
      return NONE;
    }
    List<SetupReady> ready = project
        .setups()
        .in(Setup.State.READY)
        .flatMap(setup -> setup.ready().stream())
        .toList();
    Duration restoring = ready.stream()
        .map(setup -> setup.ms() == 0 ? UNKNOWN : Duration.ofMillis(setup.ms()))
        .reduce(Duration.ZERO, Duration::plus);
    return new LayerPreference(
        ready.stream().map(SetupReady::layer).collect(Collectors.toSet()),
        restoring.compareTo(MAX_PATIENCE) > 0 ? MAX_PATIENCE : restoring);
  }

  /**
   * Whether a node may take the task now.
   *
   * @param claimableSince since when any agent could have taken it
   * @param able the nodes that are online and could perform the task
   */
  boolean permits(
      Capabilities claimant, Collection<Capabilities> able, Instant claimableSince, Instant now) {
    return claimant.hasLayers(layers)
        || !now.isBefore(claimableSince.plus(patience))
        || able.stream().noneMatch(node -> node.hasLayers(layers));
  }
}
