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
 * Decides which tasks a node's idle agents claim, and from which scheduler. Projects take turns, so
 * that a large one does not starve others; among equals the oldest offer comes first. A role that
 * calls a model waits until its endpoint has a free slot. Uses no bus and no clock: times are
 * milliseconds of any monotonic clock. Not thread-safe.
 */
final class ClaimPolicy {
  /** Schedulers repeat an offer twice a second; one that is not repeated expires. */
  private static final long OFFER_TTL_MS = 2_000;

  /** How long an offer is left to nodes whose model has the project's prompt in its cache. */
  private static final long AFFINITY_DELAY_MS = 15;

  private static final int MAX_REMEMBERED_TURNS = 2_000;

  private final Map<String, Integer> freeAgents;
  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private final Map<String, OpenOffer> offers = new HashMap<>();
  private final BoundedCache<Long> lastServedTurns = new BoundedCache<>(MAX_REMEMBERED_TURNS);
  private long offerCount;
  private long grantCount;
  private boolean draining;

  /** The slots of a model endpoint, and the projects that it served last. */
  private static final class Endpoint {
    private final int slots;
    private final Deque<String> recentProjects = new ArrayDeque<>();
    private int busySlots;

    Endpoint(int slots) {
      this.slots = slots;
    }

    boolean hasFreeSlot() {
      return busySlots < slots;
    }

    void recordServed(String project) {
      recentProjects.remove(project);
      recentProjects.addFirst(project);
      if (recentProjects.size() > slots) {
        recentProjects.removeLast();
      }
    }
  }

  /** The latest offer of a scheduler for a role. */
  private record OpenOffer(
      String schedulerNode,
      TaskOffer offer,
      long number,
      long waitingSinceMs,
      long claimableAtMs,
      long expiresAtMs) {}

  /**
   * A claim to send to a node's scheduler. An agent and, if needed, a model slot are reserved for
   * it.
   *
   * @param offerNumber the number of the offer that it is based on
   */
  record PlannedClaim(String schedulerNode, String role, long offerNumber) {}

  /**
   * Creates a policy for idle agents.
   *
   * @param agents the number of agents, by role
   * @param modelSlots the slots of the roles that call a model for every task
   */
  ClaimPolicy(Map<String, Integer> agents, Map<String, ModelSlots> modelSlots) {
    freeAgents = new HashMap<>(agents);
    Map<String, Endpoint> endpointsByName = new HashMap<>();
    modelSlots.forEach((role, model) -> endpoints.put(
        role,
        endpointsByName.computeIfAbsent(
            model.endpoint(), name -> new Endpoint(Math.max(1, model.slots())))));
  }

  /** Records the offers of a scheduler. */
  void recordOffers(String schedulerNode, List<TaskOffer> newOffers, long nowMs) {
    for (TaskOffer offer : newOffers) {
      String key = offerKey(schedulerNode, offer.role());
      OpenOffer previous = offers.get(key);
      offers.put(
          key,
          new OpenOffer(
              schedulerNode,
              offer,
              ++offerCount,
              nowMs - offer.waitingMs(),
              claimableAtMs(previous, offer, nowMs),
              nowMs + OFFER_TTL_MS));
    }
  }

  private long claimableAtMs(@Nullable OpenOffer previous, TaskOffer offer, long nowMs) {
    if (previous != null
        && (previous.claimableAtMs() > nowMs
            || previous.offer().project().equals(offer.project()))) {
      return previous.claimableAtMs();
    }
    Endpoint endpoint = endpoints.get(offer.role());
    boolean hasAffinity = endpoint == null || endpoint.recentProjects.contains(offer.project());
    return hasAffinity ? nowMs : nowMs + AFFINITY_DELAY_MS;
  }

  private static String offerKey(String schedulerNode, String role) {
    return schedulerNode + " " + role;
  }

  /** The claims to send now, for which agents and slots are reserved. */
  List<PlannedClaim> planClaims(long nowMs) {
    offers.values().removeIf(openOffer -> openOffer.expiresAtMs() < nowMs);
    List<PlannedClaim> claims = new ArrayList<>();
    if (!draining) {
      offers.values().stream()
          .filter(openOffer -> openOffer.claimableAtMs() <= nowMs)
          .sorted(Comparator.comparingLong(this::lastServedTurn)
              .thenComparing(OpenOffer::waitingSinceMs)
              .thenComparing(OpenOffer::number))
          .forEach(openOffer -> {
            while (tryReserve(openOffer.offer().role())) {
              claims.add(new PlannedClaim(
                  openOffer.schedulerNode(), openOffer.offer().role(), openOffer.number()));
            }
          });
    }
    return claims;
  }

  /** When this node last served a project in that role, as an increasing number; 0 for never. */
  private long lastServedTurn(OpenOffer openOffer) {
    Long turn =
        lastServedTurns.get(turnKey(openOffer.offer().role(), openOffer.offer().project()));
    return turn == null ? 0 : turn;
  }

  private static String turnKey(String role, String project) {
    return role + " " + project;
  }

  /** When the next offer that is still left to other nodes becomes claimable. */
  OptionalLong nextClaimableMs(long nowMs) {
    return offers.values().stream()
        .mapToLong(OpenOffer::claimableAtMs)
        .filter(claimableAtMs -> claimableAtMs > nowMs)
        .min();
  }

  private boolean tryReserve(String role) {
    Endpoint endpoint = endpoints.get(role);
    if (freeAgents.getOrDefault(role, 0) == 0 || (endpoint != null && !endpoint.hasFreeSlot())) {
      return false;
    }
    freeAgents.merge(role, -1, Integer::sum);
    if (endpoint != null) {
      endpoint.busySlots++;
    }
    return true;
  }

  /** Records that a claim was granted: its agent and slot stay reserved. */
  void recordGrant(PlannedClaim claim, String project) {
    lastServedTurns.put(turnKey(claim.role(), project), ++grantCount);
    Endpoint endpoint = endpoints.get(claim.role());
    if (endpoint != null) {
      endpoint.recordServed(project);
    }
  }

  /** Records that the scheduler had no task or did not reply: releases the agent and the slot. */
  void recordRefusal(PlannedClaim claim) {
    String key = offerKey(claim.schedulerNode(), claim.role());
    OpenOffer latest = offers.get(key);
    if (latest != null && latest.number() == claim.offerNumber()) {
      offers.remove(key);
    }
    releaseAgent(claim.role());
  }

  /** Makes an agent and its slot available again. */
  void releaseAgent(String role) {
    freeAgents.merge(role, 1, Integer::sum);
    Endpoint endpoint = endpoints.get(role);
    if (endpoint != null) {
      endpoint.busySlots--;
    }
  }

  /** Plans no further claims. */
  void drain() {
    draining = true;
  }
}
