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
 * A free agent asks for what it is offered within a tenth of a second, whatever was before; the
 * time is the test's own. {@code -Dseed=N} plays one. What the bus takes comes on top.
 */
final class ClaimLatencyTest {
  private static final int SEEDS = 500;
  private static final long PROMISED_MS = 100;
  /** What a conductor has not told again by then, it has not got any more. */
  private static final long SILENCE_MS = 2_000;

  private static final List<String> ROLES = List.of("writer", "architect", "clerk");
  private static final List<String> CONDUCTORS = List.of("a", "b", "c");

  private static LongStream seeds() {
    String one = System.getProperty("seed", "");
    return one.isEmpty() ? LongStream.range(0, SEEDS) : LongStream.of(Long.parseLong(one));
  }

  @Test
  void aFreeAgentAsksInTimeForWhatItIsOffered() {
    long asked = seeds().map(seed -> new Play(seed).asked(150)).sum();

    assertThat(asked).isGreaterThan(0);
  }

  /** A crew whose agents, conductors and clock follow a seed: it looks when a real one does. */
  private static final class Play {
    private final String replay;
    private final SplittableRandom random;
    private final ClaimPolicy roster = new ClaimPolicy(
        Map.of("writer", 2, "architect", 1, "clerk", 1),
        Map.of(
            "writer", new ModelSlots("http://here", 2),
            "architect", new ModelSlots("http://here", 2)));
    private final Map<String, Integer> free =
        new HashMap<>(Map.of("writer", 2, "architect", 1, "clerk", 1));
    /** By conductor and role: since when something is offered there. */
    private final Map<String, Long> offeredSince = new HashMap<>();

    private final Map<String, Long> toldMs = new HashMap<>();
    /** By role: since when an agent, and a slot for it, is free. */
    private final Map<String, Long> idleSince = new HashMap<>();

    private final List<ClaimPolicy.PlannedClaim> open = new ArrayList<>();
    private final List<String> working = new ArrayList<>();
    private long nowMs;
    private long asked;

    Play(long seed) {
      replay = "replay with -Dseed=" + seed;
      random = new SplittableRandom(seed);
    }

    long asked(int steps) {
      for (int step = 0; step < steps; step++) {
        passTo(nowMs + random.nextInt(60));
        happens();
        look();
      }
      return asked;
    }

    private void passTo(long ms) {
      OptionalLong next = roster.nextClaimableMs(nowMs);
      while (next.isPresent() && next.getAsLong() <= ms) {
        nowMs = next.getAsLong();
        look();
        next = roster.nextClaimableMs(nowMs);
      }
      nowMs = ms;
      check();
    }

    private void happens() {
      switch (random.nextInt(3)) {
        case 0 -> told(any(CONDUCTORS), any(ROLES));
        case 1 -> answered();
        default -> ended();
      }
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private void told(String conductor, String role) {
      String project = "p" + random.nextInt(4);
      roster.recordOffers(conductor, List.of(new TaskOffer(role, project, random.nextInt(1_000))), nowMs);
      offeredSince.putIfAbsent(conductor + " " + role, nowMs);
      toldMs.put(conductor + " " + role, nowMs);
    }

    private void answered() {
      if (open.isEmpty()) {
        return;
      }
      ClaimPolicy.PlannedClaim ask = open.remove(random.nextInt(open.size()));
      if (random.nextBoolean()) {
        roster.recordGrant(ask, "p" + random.nextInt(4));
        working.add(ask.role());
      } else {
        roster.recordRefusal(ask);
        free.merge(ask.role(), 1, Integer::sum);
      }
    }

    private void ended() {
      if (!working.isEmpty()) {
        String role = working.remove(random.nextInt(working.size()));
        roster.releaseAgent(role);
        free.merge(role, 1, Integer::sum);
      }
    }

    private void look() {
      for (ClaimPolicy.PlannedClaim ask : roster.planClaims(nowMs)) {
        asked++;
        open.add(ask);
        free.merge(ask.role(), -1, Integer::sum);
        offeredSince.remove(ask.schedulerNode() + " " + ask.role());
      }
      for (String role : ROLES) {
        if (isIdle(role)) {
          idleSince.putIfAbsent(role, nowMs);
        } else {
          idleSince.remove(role);
        }
      }
      check();
    }

    private boolean isIdle(String role) {
      int busy = 3 - free.get("writer") - free.get("architect");
      return free.get(role) > 0 && (role.equals("clerk") || busy < 2);
    }

    private void check() {
      offeredSince.keySet().removeIf(name -> toldMs.getOrDefault(name, 0L) + SILENCE_MS < nowMs);
      offeredSince.forEach((name, offeredMs) -> {
        Long idleMs = idleSince.get(name.substring(name.indexOf(' ') + 1));
        if (idleMs != null) {
          assertThat(nowMs - Math.max(idleMs, offeredMs))
              .as("ms that an agent was free for what %s had; %s", name, replay)
              .isLessThan(PROMISED_MS);
        }
      });
    }
  }
}
