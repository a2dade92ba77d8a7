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
    return roster.asks(nowMs).stream()
        .map(ask -> ask.role() + "@" + ask.conductor())
        .toList();
  }

  @Test
  void rolesOfOneEndpointShareItsSlots() {
    roster.heard("a", List.of(offer("writer", "p", 5), offer("architect", "q", 9)), 0);

    List<ClaimPolicy.Ask> asked = roster.asks(20);
    assertThat(asked).extracting(ClaimPolicy.Ask::role).containsExactly("architect");
    roster.given(asked.get(0), "q");
    assertThat(asks(20)).isEmpty();

    roster.done("architect");
    assertThat(asks(20)).as("the slot is free when the result is told").containsExactly("writer@a");
  }

  @Test
  void aLargeProjectStarvesNoSmallOneWhateverHasWaitedLonger() {
    roster.heard("a", List.of(offer("writer", "big", 60_000)), 0);
    ClaimPolicy.Ask first = roster.asks(20).get(0);
    roster.given(first, "big");
    roster.heard("b", List.of(offer("architect", "small", 1)), 21);
    roster.heard("c", List.of(offer("writer", "other", 1)), 21);

    roster.done("writer");
    ClaimPolicy.Ask second = roster.asks(40).get(0);
    roster.given(second, "small");
    roster.done("architect");

    assertThat(second.role()).isEqualTo("architect");
    assertThat(asks(40)).containsExactly("writer@c");
  }

  @Test
  void rolesWithoutAModelAskAtOnceWithEveryFreeAgent() {
    roster.heard("a", List.of(offer("validator", "p", 0)), 0);

    assertThat(asks(0)).containsExactly("validator@a", "validator@a");
    assertThat(asks(0)).isEmpty();
  }

  @Test
  void theOldestOfferComesFirstAndTheNextOneWhenItWasInVain() {
    roster.heard("young", List.of(offer("clerk", "p", 10)), 0);
    roster.heard("old", List.of(offer("clerk", "q", 500)), 0);

    ClaimPolicy.Ask first = roster.asks(1).get(0);
    assertThat(first.conductor()).isEqualTo("old");
    roster.refused(first);
    assertThat(asks(1)).containsExactly("clerk@young");
  }

  @Test
  void anOfferToldMeanwhileIsNotForgottenForAnEarlierRefusal() {
    roster.heard("a", List.of(offer("clerk", "p", 0)), 0);
    ClaimPolicy.Ask first = roster.asks(0).get(0);
    roster.heard("a", List.of(offer("clerk", "p", 0)), 1);

    roster.refused(first);

    assertThat(asks(1)).containsExactly("clerk@a");
  }

  @Test
  void whatIsNotToldAgainIsGone() {
    roster.heard("a", List.of(offer("clerk", "p", 0)), 0);

    assertThat(asks(2_001)).isEmpty();
  }

  @Test
  void theNodeThatServedAProjectLastAsksAtOnceAndOthersABitLater() {
    roster.heard("a", List.of(offer("writer", "p", 0)), 100);
    assertThat(asks(100)).isEmpty();
    assertThat(roster.nextMs(100)).isEqualTo(OptionalLong.of(115));
    ClaimPolicy.Ask ask = roster.asks(115).get(0);
    roster.given(ask, "p");
    roster.done("writer");
    roster.refused(roster.asks(150).get(0));

    roster.heard("b", List.of(offer("writer", "p", 0)), 200);
    assertThat(asks(200)).containsExactly("writer@b");
  }

  @Test
  void offersThatChangeAllTheTimeDoNotKeepItWaiting() {
    for (int ms = 0; ms <= 14; ms++) {
      roster.heard("a", List.of(offer("writer", "p" + ms, 0)), ms);
    }
    assertThat(asks(15)).containsExactly("writer@a");
  }

  @Test
  void aDrainedNodeAsksForNothing() {
    roster.drain();
    roster.heard("a", List.of(offer("clerk", "p", 0)), 0);

    assertThat(asks(0)).isEmpty();
  }
}
