package atelier.schedule;

import atelier.message.TaskOffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a node's free agents ask for, and of whom: projects take turns, so that a large one
 * starves none, and of those whose turn it is the oldest offer comes first; a role that asks a
 * model waits until its endpoint has a free slot. Knows no bus and no clock; times are
 * milliseconds of any clock that does not jump.
 */
final class ClaimPolicy {
  /** Conductors tell what waits twice a second: what is not told again is gone. */
  private static final long SILENCE_MS = 2_000;

  /** So long an offer is left to the node whose model has just read the project's prompt. */
  private static final long COURTESY_MS = 15;

  private static final int MAX_TURNS = 2_000;

  private final Map<String, Integer> free;
  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private final Map<String, OpenOffer> offers = new HashMap<>();
  private final BoundedCache<Long> turns = new BoundedCache<>(MAX_TURNS);
  private long heard;
  private long given;
  private boolean drained;

  /** Where a role's model is asked, and whom it served last. */
  private static final class Endpoint {
    private final int slots;
    private final Deque<String> served = new ArrayDeque<>();
    private int busy;

    Endpoint(int slots) {
      this.slots = slots;
    }

    boolean hasFree() {
      return busy < slots;
    }

    void serves(String project) {
      served.remove(project);
      served.addFirst(project);
      if (served.size() > slots) {
        served.removeLast();
      }
    }
  }

  /** An offer of a conductor, as it was last told. */
  private record OpenOffer(
      String conductor, TaskOffer offer, long number, long sinceMs, long openAtMs, long untilMs) {}

  /**
   * An agent and, where it needs one, a slot are kept for what is asked of a conductor.
   *
   * @param number of the offer that it goes by
   */
  record Ask(String conductor, String role, long number) {}

  /**
   * A roster of so many agents by role.
   *
   * @param models the slots of the roles that ask a model with every task
   */
  ClaimPolicy(Map<String, Integer> agents, Map<String, ModelSlots> models) {
    free = new HashMap<>(agents);
    Map<String, Endpoint> byName = new HashMap<>();
    models.forEach((role, model) -> endpoints.put(
        role,
        byName.computeIfAbsent(
            model.endpoint(), name -> new Endpoint(Math.max(1, model.slots())))));
  }

  /** A conductor told what it has. */
  void heard(String conductor, List<TaskOffer> told, long nowMs) {
    for (TaskOffer offer : told) {
      String name = name(conductor, offer.role());
      OpenOffer before = offers.get(name);
      offers.put(
          name,
          new OpenOffer(
              conductor,
              offer,
              ++heard,
              nowMs - offer.waitingMs(),
              openAt(before, offer, nowMs),
              nowMs + SILENCE_MS));
    }
  }

  private long openAt(@Nullable OpenOffer before, TaskOffer offer, long nowMs) {
    if (before != null
        && (before.openAtMs() > nowMs || before.offer().project().equals(offer.project()))) {
      return before.openAtMs();
    }
    Endpoint endpoint = endpoints.get(offer.role());
    boolean mine = endpoint == null || endpoint.served.contains(offer.project());
    return mine ? nowMs : nowMs + COURTESY_MS;
  }

  private static String name(String conductor, String role) {
    return conductor + " " + role;
  }

  /** What is to be asked now. */
  List<Ask> asks(long nowMs) {
    offers.values().removeIf(one -> one.untilMs() < nowMs);
    List<Ask> asks = new ArrayList<>();
    if (!drained) {
      offers.values().stream()
          .filter(one -> one.openAtMs() <= nowMs)
          .sorted(Comparator.comparingLong(this::lastTurn)
              .thenComparing(OpenOffer::sinceMs)
              .thenComparing(OpenOffer::number))
          .forEach(one -> {
            while (take(one.offer().role())) {
              asks.add(new Ask(one.conductor(), one.offer().role(), one.number()));
            }
          });
    }
    return asks;
  }

  /** When this node last served a project in that role, as a number that grows; 0 for never. */
  private long lastTurn(OpenOffer one) {
    Long turn = turns.get(turn(one.offer().role(), one.offer().project()));
    return turn == null ? 0 : turn;
  }

  private static String turn(String role, String project) {
    return role + " " + project;
  }

  /** When an offer opens that is left to others until then. */
  OptionalLong nextMs(long nowMs) {
    return offers.values().stream()
        .mapToLong(OpenOffer::openAtMs)
        .filter(at -> at > nowMs)
        .min();
  }

  private boolean take(String role) {
    Endpoint endpoint = endpoints.get(role);
    if (free.getOrDefault(role, 0) == 0 || (endpoint != null && !endpoint.hasFree())) {
      return false;
    }
    free.merge(role, -1, Integer::sum);
    if (endpoint != null) {
      endpoint.busy++;
    }
    return true;
  }

  /** The conductor gave a task: the agent and its slot stay taken. */
  void given(Ask ask, String project) {
    turns.put(turn(ask.role(), project), ++given);
    Endpoint endpoint = endpoints.get(ask.role());
    if (endpoint != null) {
      endpoint.serves(project);
    }
  }

  /** It had nothing (any more), or did not answer. */
  void refused(Ask ask) {
    String name = name(ask.conductor(), ask.role());
    OpenOffer last = offers.get(name);
    if (last != null && last.number() == ask.number()) {
      offers.remove(name);
    }
    done(ask.role());
  }

  /** An agent is free again. */
  void done(String role) {
    free.merge(role, 1, Integer::sum);
    Endpoint endpoint = endpoints.get(role);
    if (endpoint != null) {
      endpoint.busy--;
    }
  }

  /** Nothing more is asked for. */
  void drain() {
    drained = true;
  }
}
