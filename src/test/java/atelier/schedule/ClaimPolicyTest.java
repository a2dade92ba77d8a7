package atelier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.message.TaskOffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which tasks a node's idle agents claim, from which scheduler, and when. */
final class ClaimPolicyTest {
  private static final ModelSlots ONE_SLOT = new ModelSlots("http://here", 1);

  private final ClaimPolicy claimPolicy = new ClaimPolicy(
      Map.of("writer", 2, "architect", 1, "clerk", 1, "validator", 2),
      Map.of("writer", ONE_SLOT, "architect", ONE_SLOT));

  private static TaskOffer offer(String role, String project, long waitingMs) {
    return new TaskOffer(role, project, waitingMs);
  }

  private List<String> planClaims(long nowMs) {
    return claimPolicy.planClaims(nowMs).stream()
        .map(claim -> claim.role() + "@" + claim.schedulerNode())
        .toList();
  }

  @Test
  void rolesOfOneEndpointShareItsSlots() {
    claimPolicy.recordOffers("a", List.of(offer("writer", "p", 5), offer("architect", "q", 9)), 0);

    List<ClaimPolicy.PlannedClaim> claims = claimPolicy.planClaims(20);
    assertThat(claims).extracting(ClaimPolicy.PlannedClaim::role).containsExactly("architect");
    claimPolicy.recordGrant(claims.get(0), "q");
    assertThat(planClaims(20)).isEmpty();

    claimPolicy.releaseAgent("architect");
    assertThat(planClaims(20))
        .as("the slot is free after the result is reported")
        .containsExactly("writer@a");
  }

  @Test
  void aLargeProjectDoesNotStarveSmallOnes() {
    claimPolicy.recordOffers("a", List.of(offer("writer", "big", 60_000)), 0);
    ClaimPolicy.PlannedClaim first = claimPolicy.planClaims(20).get(0);
    claimPolicy.recordGrant(first, "big");
    claimPolicy.recordOffers("b", List.of(offer("architect", "small", 1)), 21);
    claimPolicy.recordOffers("c", List.of(offer("writer", "other", 1)), 21);

    claimPolicy.releaseAgent("writer");
    ClaimPolicy.PlannedClaim second = claimPolicy.planClaims(40).get(0);
    claimPolicy.recordGrant(second, "small");
    claimPolicy.releaseAgent("architect");

    assertThat(second.role()).isEqualTo("architect");
    assertThat(planClaims(40)).containsExactly("writer@c");
  }

  @Test
  void rolesWithoutAModelClaimWithEveryIdleAgent() {
    claimPolicy.recordOffers("a", List.of(offer("validator", "p", 0)), 0);

    assertThat(planClaims(0)).containsExactly("validator@a", "validator@a");
    assertThat(planClaims(0)).isEmpty();
  }

  @Test
  void theOldestOfferIsClaimedFirstAndTheNextOneAfterARefusal() {
    claimPolicy.recordOffers("young", List.of(offer("clerk", "p", 10)), 0);
    claimPolicy.recordOffers("old", List.of(offer("clerk", "q", 500)), 0);

    ClaimPolicy.PlannedClaim first = claimPolicy.planClaims(1).get(0);
    assertThat(first.schedulerNode()).isEqualTo("old");
    claimPolicy.recordRefusal(first);
    assertThat(planClaims(1)).containsExactly("clerk@young");
  }

  @Test
  void aRefusalDoesNotRemoveANewerOffer() {
    claimPolicy.recordOffers("a", List.of(offer("clerk", "p", 0)), 0);
    ClaimPolicy.PlannedClaim first = claimPolicy.planClaims(0).get(0);
    claimPolicy.recordOffers("a", List.of(offer("clerk", "p", 0)), 1);

    claimPolicy.recordRefusal(first);

    assertThat(planClaims(1)).containsExactly("clerk@a");
  }

  @Test
  void anOfferThatIsNotRepeatedExpires() {
    claimPolicy.recordOffers("a", List.of(offer("clerk", "p", 0)), 0);

    assertThat(planClaims(2_001)).isEmpty();
  }

  @Test
  void theNodeThatServedAProjectLastClaimsBeforeOthers() {
    claimPolicy.recordOffers("a", List.of(offer("writer", "p", 0)), 100);
    assertThat(planClaims(100)).isEmpty();
    assertThat(claimPolicy.nextClaimableMs(100)).isEqualTo(OptionalLong.of(115));
    ClaimPolicy.PlannedClaim claim = claimPolicy.planClaims(115).get(0);
    claimPolicy.recordGrant(claim, "p");
    claimPolicy.releaseAgent("writer");
    claimPolicy.recordRefusal(claimPolicy.planClaims(150).get(0));

    claimPolicy.recordOffers("b", List.of(offer("writer", "p", 0)), 200);
    assertThat(planClaims(200)).containsExactly("writer@b");
  }

  @Test
  void constantlyChangingOffersDoNotDelayAClaim() {
    for (int ms = 0; ms <= 14; ms++) {
      claimPolicy.recordOffers("a", List.of(offer("writer", "p" + ms, 0)), ms);
    }
    assertThat(planClaims(15)).containsExactly("writer@a");
  }

  @Test
  void aDrainingNodeClaimsNothing() {
    claimPolicy.drain();
    claimPolicy.recordOffers("a", List.of(offer("clerk", "p", 0)), 0);

    assertThat(planClaims(0)).isEmpty();
  }
}
