package atelier.schedule;

import atelier.event.Entry;
import atelier.journal.Journal;
import atelier.message.Ownership;
import atelier.project.Project;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Roles;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node of the simulation: its scheduler, its idle agents, and its view of who leads a project.
 */
final class SimulatedNode implements Ownership {
  private static final Capabilities ALL_CAPABILITIES =
      new Capabilities("", Map.of("runner", 1, "validator", 1), Set.of("python"), Set.of(), true);

  private final String name;
  private final Set<String> nodes;
  private final Journal journal;
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Deque<Role<?>>> freeAgents = new HashMap<>();
  private final Clock clock;
  private final int maxProjects;
  private final Scheduler.Listener listener;
  private Scheduler scheduler;
  private int crashCount;

  SimulatedNode(
      String name,
      Set<String> nodes,
      Journal journal,
      Clock clock,
      int maxProjects,
      java.util.function.Function<SimulatedNode, Scheduler.Listener> listener) {
    this.name = name;
    this.nodes = nodes;
    this.journal = journal;
    this.clock = clock;
    this.maxProjects = maxProjects;
    this.listener = listener.apply(this);
    this.scheduler = createScheduler();
  }

  private Scheduler createScheduler() {
    List<Role<?>> roles = Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();
    return new Scheduler(journal, this, clock, roles, maxProjects, listener);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  int crashCount() {
    return crashCount;
  }

  /** Loses everything that is not in the journal. */
  void crash() {
    crashCount++;
    freeAgents.clear();
    scheduler = createScheduler();
  }

  /** Updates this node's view of who leads a project, which may have been outdated until then. */
  void setOwner(String project, String owner) {
    owners.put(project, owner);
    scheduler.openProjects().releaseForeign();
  }

  /** Opens all projects that this node leads; returns whether that succeeded. */
  boolean openProjects() {
    return scheduler
        .openProjects()
        .open(journal.lastEntries().result().stream()
            .filter(head -> Project.mayBeOpen(head.event()))
            .map(Entry::project)
            .toList())
        .succeeded();
  }

  void addFreeAgent(Role<?> agent) {
    freeAgents.computeIfAbsent(agent.name(), role -> new ArrayDeque<>()).add(agent);
  }

  Role<?> takeFreeAgent(String role) {
    return freeAgents.getOrDefault(role, new ArrayDeque<>()).poll();
  }

  Capabilities capabilities() {
    return new Capabilities(
        name,
        ALL_CAPABILITIES.agents(),
        ALL_CAPABILITIES.languages(),
        ALL_CAPABILITIES.tools(),
        ALL_CAPABILITIES.sandbox());
  }

  @Override
  public String self() {
    return name;
  }

  @Override
  public String ownerOf(String project) {
    return owners.getOrDefault(project, "n0");
  }

  @Override
  public Set<String> nodes() {
    return nodes;
  }

  @Override
  public void watch(Runnable changed) {
    throw new UnsupportedOperationException("the simulation calls setOwner instead");
  }
}
