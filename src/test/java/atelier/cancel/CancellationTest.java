package atelier.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What is stopped, and when. */
final class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final List<String> stopped = new ArrayList<>();

  @Test
  void stopsWhatRunsOnceAndNothingThatHasEnded() {
    Promise<String> running = Promise.promise();
    Promise<String> ended = Promise.promise();
    cancellation.whileRunning(running.future(), () -> stopped.add("running"));
    cancellation.whileRunning(ended.future(), () -> stopped.add("ended"));
    ended.complete("done");

    cancellation.throwIfCancelled();
    cancellation.cancel();
    cancellation.cancel();

    assertThat(stopped).containsExactly("running");
    assertThat(cancellation.isCancelled()).isTrue();
    assertThatThrownBy(cancellation::throwIfCancelled).isInstanceOf(CancellationException.class);
  }

  @Test
  void stopsWhatStartsLaterAtOnce() {
    cancellation.cancel();
    Future<String> work = Promise.<String>promise().future();

    assertThat(cancellation.whileRunning(work, () -> stopped.add("late"))).isSameAs(work);
    assertThat(stopped).containsExactly("late");
  }

  @Test
  void nobodyCancelsForAll() {
    assertThatThrownBy(Cancellation.NONE::cancel).isInstanceOf(IllegalStateException.class);
    assertThat(Cancellation.NONE.isCancelled()).isFalse();
  }
}
