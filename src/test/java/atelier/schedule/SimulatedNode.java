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

/** One node of a simulation: its desk, its free agents, and what it believes of who owns what. */
final class SimulatedNode implements Ownership {
  private static final Capabilities ABLE =
      new Capabilities("", Map.of("runner", 1, "validator", 1), Set.of("python"), Set.of(), true);

  private final String name;
  private final Set<String> nodes;
  private final Journal journal;
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Deque<Role<?>>> free = new HashMap<>();
  private final Clock clock;
  private final int places;
  private final Scheduler.Listener listener;
  private Scheduler desk;
  private int life;

  SimulatedNode(
      String name,
      Set<String> nodes,
      Journal journal,
      Clock clock,
      int places,
      java.util.function.Function<SimulatedNode, Scheduler.Listener> listener) {
    this.name = name;
    this.nodes = nodes;
    this.journal = journal;
    this.clock = clock;
    this.places = places;
    this.listener = listener.apply(this);
    this.desk = newDesk();
  }

  private Scheduler newDesk() {
    List<Role<?>> roles = Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();
    return new Scheduler(journal, this, clock, roles, places, listener);
  }

  Scheduler desk() {
    return desk;
  }

  int life() {
    return life;
  }

  /** Everything that was not in the journal is gone. */
  void crash() {
    life++;
    free.clear();
    desk = newDesk();
  }

  /** Tells it who owns a project from now on; it may believe otherwise until then. */
  void learn(String project, String owner) {
    owners.put(project, owner);
    desk.openProjects().releaseForeign();
  }

  /** Whether all that is its own could be opened. */
  boolean look() {
    return desk.openProjects()
        .open(journal.lastEntries().result().stream()
            .filter(head -> Project.mayBeOpen(head.event()))
            .map(Entry::project)
            .toList())
        .succeeded();
  }

  void rest(Role<?> agent) {
    free.computeIfAbsent(agent.name(), role -> new ArrayDeque<>()).add(agent);
  }

  Role<?> agent(String role) {
    return free.getOrDefault(role, new ArrayDeque<>()).poll();
  }

  Capabilities capabilities() {
    return new Capabilities(name, ABLE.agents(), ABLE.languages(), ABLE.tools(), ABLE.sandbox());
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
    throw new UnsupportedOperationException("the world tells nodes what they learn");
  }
}
