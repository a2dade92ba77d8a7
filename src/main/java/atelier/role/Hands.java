package atelier.role;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tasks in agents' hands, each until its lease runs out; and whose turn it was last. */
final class Hands {
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final String node;
  private final Clock clock;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Map<String, Long> served = new HashMap<>();
  private long grants;

  private record Held(Grant grant, Instant since, Instant until) {}

  Hands(String node, Clock clock) {
    this.node = node;
    this.clock = clock;
  }

  Grant give(String role, String key, Task task) {
    Instant now = clock.instant();
    Grant grant = new Grant(node + "-" + ++grants, role, key, task);
    held.put(grant.id(), new Held(grant, now, now.plus(LEASE)));
    served.put(turn(role, task.project()), grants);
    return grant;
  }

  /** The agent is alive and at work. */
  void renew(String grant) {
    held.computeIfPresent(
        grant, (id, one) -> new Held(one.grant(), one.since(), clock.instant().plus(LEASE)));
  }

  Optional<Grant> get(String grant) {
    return Optional.ofNullable(held.get(grant)).map(Held::grant);
  }

  void take(String grant) {
    held.remove(grant);
  }

  /** Whether a lease has run out: what no agent has given a sign about is taken back. */
  boolean takeLost() {
    Instant now = clock.instant();
    return held.values().removeIf(one -> one.until().isBefore(now));
  }

  Stream<Grant> of(String project) {
    return held.values().stream()
        .map(Held::grant)
        .filter(grant -> grant.task().project().equals(project));
  }

  /** When a role last served a project, as a number that grows; 0 for never. */
  long lastServed(String role, String project) {
    return served.getOrDefault(turn(role, project), 0L);
  }

  /** A project has left the desk. */
  void forget(String project) {
    served.keySet().removeIf(turn -> turn.endsWith(":" + project));
  }

  private static String turn(String role, String project) {
    return role + ":" + project;
  }

  List<Board.Running> running() {
    List<Board.Running> running = new ArrayList<>();
    held.values()
        .forEach(one -> running.add(new Board.Running(
            one.grant().task().project(),
            one.grant().role(),
            one.grant().key(),
            one.grant().task().file(),
            node,
            one.since())));
    return running;
  }
}
