package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.cancel.Cancellation;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose cancellation stops an install that several tasks wait for. */
final class SharedInstallTest {
  private final Promise<InstallResult> result = Promise.promise();
  private final List<String> stopped = new ArrayList<>();
  private final SharedInstall install =
      new SharedInstall(all -> all.whileRunning(result.future(), () -> stopped.add("stopped")));

  @Test
  void continuesAsLongAsOneTaskWaits() {
    Cancellation first = new Cancellation();
    Cancellation second = new Cancellation();
    assertThat(install.join(first)).isTrue();
    assertThat(install.join(second)).isTrue();

    first.cancel();
    assertThat(stopped).isEmpty();

    second.cancel();
    assertThat(stopped).containsExactly("stopped");
    assertThat(install.join(new Cancellation()))
        .as("nobody waits for what stops")
        .isFalse();
  }

  @Test
  void aTaskThatNothingCancelsKeepsItRunning() {
    Cancellation task = new Cancellation();
    install.join(Cancellation.NONE);
    install.join(task);

    task.cancel();

    assertThat(stopped).isEmpty();
  }
}
