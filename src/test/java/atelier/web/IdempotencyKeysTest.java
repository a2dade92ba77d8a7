package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.event.EventCodec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fold of idempotency keys. */
final class IdempotencyKeysTest {
  private static final Entry EARLIER = requested("shop", 1, 10, "k");
  private static final Entry LATER = requested("bar", 1, 20, "k");

  private static Entry requested(String project, long seq, long atMs, String key) {
    FeatureRequested event = new FeatureRequested("a shop", false, key);
    return EventCodec.seal(
        project, seq, Instant.ofEpochMilli(atMs), "n", "user", event, Entry.GENESIS);
  }

  private static IdempotencyKeys fold(Entry... entries) {
    IdempotencyKeys keys = new IdempotencyKeys();
    List.of(entries).forEach(keys::apply);
    return keys;
  }

  @Test
  void theEarlierProjectHasAKeyInWhicheverOrderNodesReadIt() {
    assertThat(fold(EARLIER, LATER).project("k")).contains("shop");
    assertThat(fold(LATER, EARLIER).project("k")).contains("shop");
    assertThat(fold(LATER, LATER).project("k")).contains("bar");
  }

  @Test
  void onlyTheCreationOfAProjectCounts() {
    IdempotencyKeys keys = fold(requested("shop", 2, 10, "k"), requested("bar", 1, 10, ""));

    assertThat(keys.project("k")).isEmpty();
    assertThat(keys.project("")).isEmpty();
  }

  @Test
  void aProjectWhoseHistoryIsReplacedLosesItsKey() {
    IdempotencyKeys keys = fold(EARLIER);
    keys.remove("shop");

    assertThat(keys.project("k")).isEmpty();
  }
}
