package atelier.project;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What people decided about checks and queued features: no model is asked about it, and the
 * evidence shows it.
 *
 * @param checks the names of the checks that a person wrote or changed
 * @param removedChecks the checks that a person removed or replaced, as they were, oldest first
 * @param droppedFeatures the queued features that were dropped by a cancel, oldest first
 */
public record PersonDecisions(
    Set<String> checks, List<CheckPlan> removedChecks, List<String> droppedFeatures) {
  static final PersonDecisions NONE = new PersonDecisions(Set.of(), List.of(), List.of());

  public PersonDecisions {
    checks = Set.copyOf(checks);
    removedChecks = List.copyOf(removedChecks);
    droppedFeatures = List.copyOf(droppedFeatures);
  }

  /** The decisions with those of a person who approved this blueprint in place of the other. */
  PersonDecisions withEdit(Blueprint designed, Blueprint approved) {
    Set<String> names = new HashSet<>(checks);
    approved.checks().stream()
        .filter(check -> !designed.checks().contains(check))
        .forEach(check -> names.add(check.name()));
    List<CheckPlan> removed = new ArrayList<>(removedChecks);
    designed.checks().stream()
        .filter(check -> !approved.checks().contains(check) && !removed.contains(check))
        .forEach(removed::add);
    removed.removeAll(approved.checks());
    return new PersonDecisions(names, removed, droppedFeatures);
  }

  PersonDecisions withDropped(List<String> features) {
    List<String> dropped = new ArrayList<>(droppedFeatures);
    dropped.addAll(features);
    return new PersonDecisions(checks, removedChecks, dropped);
  }
}
