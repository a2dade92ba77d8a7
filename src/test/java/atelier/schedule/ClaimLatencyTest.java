package atelier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.message.TaskOffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * An idle agent claims an offered task within 100 ms in random runs on simulated time, without the
 * delay of the bus. {@code -Dseed=N} runs one seed.
 */
final class ClaimLatencyTest {
  private static final int SEEDS = 500;
  private static final long MAX_LATENCY_MS = 100;
  /** As in {@link ClaimPolicy}: an offer that is not repeated within this time expires. */
  private static final long OFFER_TTL_MS = 2_000;

  private static final List<String> ROLES = List.of("writer", "architect", "clerk");
  private static final List<String> SCHEDULER_NODES = List.of("a", "b", "c");

  private static LongStream seeds() {
    String given = System.getProperty("seed", "");
    return given.isEmpty() ? LongStream.range(0, SEEDS) : LongStream.of(Long.parseLong(given));
  }

  @Test
  void idleAgentClaimsAnOfferInTime() {
    long claims = seeds().map(seed -> new SimulatedPool(seed).countClaims(150)).sum();

    assertThat(claims).isGreaterThan(0);
  }

  /** A worker pool whose agents, schedulers and clock follow a seed. */
  private static final class SimulatedPool {
    private final String replay;
    private final SplittableRandom random;
    private final ClaimPolicy claimPolicy = new ClaimPolicy(
        Map.of("writer", 2, "architect", 1, "clerk", 1),
        Map.of(
            "writer", new ModelSlots("http://here", 2),
            "architect", new ModelSlots("http://here", 2)));
    private final Map<String, Integer> freeAgents =
        new HashMap<>(Map.of("writer", 2, "architect", 1, "clerk", 1));
    /** Since when a task is offered, by scheduler node and role. */
    private final Map<String, Long> offeredSince = new HashMap<>();

    private final Map<String, Long> lastOfferMs = new HashMap<>();
    /** Since when an agent and a slot are free, by role. */
    private final Map<String, Long> idleSince = new HashMap<>();

    private final List<ClaimPolicy.PlannedClaim> pendingClaims = new ArrayList<>();
    private final List<String> busyRoles = new ArrayList<>();
    private long nowMs;
    private long claimCount;

    SimulatedPool(long seed) {
      replay = "replay with -Dseed=" + seed;
      random = new SplittableRandom(seed);
    }

    long countClaims(int steps) {
      for (int step = 0; step < steps; step++) {
        advanceTo(nowMs + random.nextInt(60));
        runRandomAction();
        claimTasks();
      }
      return claimCount;
    }

    private void advanceTo(long targetMs) {
      OptionalLong next = claimPolicy.nextClaimableMs(nowMs);
      while (next.isPresent() && next.getAsLong() <= targetMs) {
        nowMs = next.getAsLong();
        claimTasks();
        next = claimPolicy.nextClaimableMs(nowMs);
      }
      nowMs = targetMs;
      checkLatency();
    }

    private void runRandomAction() {
      switch (random.nextInt(3)) {
        case 0 -> receiveOffer(pick(SCHEDULER_NODES), pick(ROLES));
        case 1 -> receiveReply();
        default -> finishTask();
      }
    }

    private <T> T pick(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private void receiveOffer(String schedulerNode, String role) {
      String project = "p" + random.nextInt(4);
      claimPolicy.recordOffers(
          schedulerNode, List.of(new TaskOffer(role, project, random.nextInt(1_000))), nowMs);
      offeredSince.putIfAbsent(schedulerNode + " " + role, nowMs);
      lastOfferMs.put(schedulerNode + " " + role, nowMs);
    }

    private void receiveReply() {
      if (pendingClaims.isEmpty()) {
        return;
      }
      ClaimPolicy.PlannedClaim claim = pendingClaims.remove(random.nextInt(pendingClaims.size()));
      if (random.nextBoolean()) {
        claimPolicy.recordGrant(claim, "p" + random.nextInt(4));
        busyRoles.add(claim.role());
      } else {
        claimPolicy.recordRefusal(claim);
        freeAgents.merge(claim.role(), 1, Integer::sum);
      }
    }

    private void finishTask() {
      if (!busyRoles.isEmpty()) {
        String role = busyRoles.remove(random.nextInt(busyRoles.size()));
        claimPolicy.releaseAgent(role);
        freeAgents.merge(role, 1, Integer::sum);
      }
    }

    private void claimTasks() {
      for (ClaimPolicy.PlannedClaim claim : claimPolicy.planClaims(nowMs)) {
        claimCount++;
        pendingClaims.add(claim);
        freeAgents.merge(claim.role(), -1, Integer::sum);
        offeredSince.remove(claim.schedulerNode() + " " + claim.role());
      }
      for (String role : ROLES) {
        if (isIdle(role)) {
          idleSince.putIfAbsent(role, nowMs);
        } else {
          idleSince.remove(role);
        }
      }
      checkLatency();
    }

    private boolean isIdle(String role) {
      int busy = 3 - freeAgents.get("writer") - freeAgents.get("architect");
      return freeAgents.get(role) > 0 && (role.equals("clerk") || busy < 2);
    }

    private void checkLatency() {
      offeredSince
          .keySet()
          .removeIf(name -> lastOfferMs.getOrDefault(name, 0L) + OFFER_TTL_MS < nowMs);
      offeredSince.forEach((name, offeredMs) -> {
        Long idleMs = idleSince.get(name.substring(name.indexOf(' ') + 1));
        if (idleMs != null) {
          assertThat(nowMs - Math.max(idleMs, offeredMs))
              .as("ms that an agent was idle while %s was offered; %s", name, replay)
              .isLessThan(MAX_LATENCY_MS);
        }
      });
    }
  }
}
