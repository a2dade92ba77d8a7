package atelier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.message.TaskOffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who of a node asks whom for what, and when. */
final class ClaimPolicyTest {
  private static final ModelSlots ONE = new ModelSlots("http://here", 1);

  private final ClaimPolicy roster = new ClaimPolicy(
      Map.of("writer", 2, "architect", 1, "clerk", 1, "validator", 2),
      Map.of("writer", ONE, "architect", ONE));

  private static TaskOffer offer(String role, String project, long waitingMs) {
    return new TaskOffer(role, project, waitingMs);
  }

  private List<String> asks(long nowMs) {
    return roster.planClaims(nowMs).stream()
        .map(ask -> ask.role() + "@" + ask.schedulerNode())
        .toList();
  }

  @Test
  void rolesOfOneEndpointShareItsSlots() {
    roster.recordOffers("a", List.of(offer("writer", "p", 5), offer("architect", "q", 9)), 0);

    List<ClaimPolicy.PlannedClaim> asked = roster.planClaims(20);
    assertThat(asked).extracting(ClaimPolicy.PlannedClaim::role).containsExactly("architect");
    roster.recordGrant(asked.get(0), "q");
    assertThat(asks(20)).isEmpty();

    roster.releaseAgent("architect");
    assertThat(asks(20)).as("the slot is free when the result is told").containsExactly("writer@a");
  }

  @Test
  void aLargeProjectStarvesNoSmallOneWhateverHasWaitedLonger() {
    roster.recordOffers("a", List.of(offer("writer", "big", 60_000)), 0);
    ClaimPolicy.PlannedClaim first = roster.planClaims(20).get(0);
    roster.recordGrant(first, "big");
    roster.recordOffers("b", List.of(offer("architect", "small", 1)), 21);
    roster.recordOffers("c", List.of(offer("writer", "other", 1)), 21);

    roster.releaseAgent("writer");
    ClaimPolicy.PlannedClaim second = roster.planClaims(40).get(0);
    roster.recordGrant(second, "small");
    roster.releaseAgent("architect");

    assertThat(second.role()).isEqualTo("architect");
    assertThat(asks(40)).containsExactly("writer@c");
  }

  @Test
  void rolesWithoutAModelAskAtOnceWithEveryFreeAgent() {
    roster.recordOffers("a", List.of(offer("validator", "p", 0)), 0);

    assertThat(asks(0)).containsExactly("validator@a", "validator@a");
    assertThat(asks(0)).isEmpty();
  }

  @Test
  void theOldestOfferComesFirstAndTheNextOneWhenItWasInVain() {
    roster.recordOffers("young", List.of(offer("clerk", "p", 10)), 0);
    roster.recordOffers("old", List.of(offer("clerk", "q", 500)), 0);

    ClaimPolicy.PlannedClaim first = roster.planClaims(1).get(0);
    assertThat(first.schedulerNode()).isEqualTo("old");
    roster.recordRefusal(first);
    assertThat(asks(1)).containsExactly("clerk@young");
  }

  @Test
  void anOfferToldMeanwhileIsNotForgottenForAnEarlierRefusal() {
    roster.recordOffers("a", List.of(offer("clerk", "p", 0)), 0);
    ClaimPolicy.PlannedClaim first = roster.planClaims(0).get(0);
    roster.recordOffers("a", List.of(offer("clerk", "p", 0)), 1);

    roster.recordRefusal(first);

    assertThat(asks(1)).containsExactly("clerk@a");
  }

  @Test
  void whatIsNotToldAgainIsGone() {
    roster.recordOffers("a", List.of(offer("clerk", "p", 0)), 0);

    assertThat(asks(2_001)).isEmpty();
  }

  @Test
  void theNodeThatServedAProjectLastAsksAtOnceAndOthersABitLater() {
    roster.recordOffers("a", List.of(offer("writer", "p", 0)), 100);
    assertThat(asks(100)).isEmpty();
    assertThat(roster.nextClaimableMs(100)).isEqualTo(OptionalLong.of(115));
    ClaimPolicy.PlannedClaim ask = roster.planClaims(115).get(0);
    roster.recordGrant(ask, "p");
    roster.releaseAgent("writer");
    roster.recordRefusal(roster.planClaims(150).get(0));

    roster.recordOffers("b", List.of(offer("writer", "p", 0)), 200);
    assertThat(asks(200)).containsExactly("writer@b");
  }

  @Test
  void offersThatChangeAllTheTimeDoNotKeepItWaiting() {
    for (int ms = 0; ms <= 14; ms++) {
      roster.recordOffers("a", List.of(offer("writer", "p" + ms, 0)), ms);
    }
    assertThat(asks(15)).containsExactly("writer@a");
  }

  @Test
  void aDrainedNodeAsksForNothing() {
    roster.drain();
    roster.recordOffers("a", List.of(offer("clerk", "p", 0)), 0);

    assertThat(asks(0)).isEmpty();
  }
}
