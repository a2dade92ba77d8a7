package atelier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Settings;
import atelier.journal.Journal;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The classes that members may send to each other. */
final class HazelcastConfigTest {
  private static SerializationService serialization() {
    Settings.Cluster settings = new Settings.Cluster(
        true, "atelier", 3, "127.0.0.1", List.of(), 5_701, "", Path.of("no/such/file"));
    var config = HazelcastConfig.of(settings, "n1", 1).getSerializationConfig();
    return new DefaultSerializationServiceBuilder().setConfig(config).build();
  }

  @Test
  void exceptionsOfOtherMembersAreReadable() {
    SerializationService serialization = serialization();
    var cause = new IllegalStateException("not yet", new TimeoutException("late"));

    Object read = serialization.toObject(serialization.toData(cause));

    assertThat(read).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void objectsOfOtherClassesAreRejected() {
    SerializationService serialization = serialization();
    var foreign = serialization.toData(new Journal.NoMajority("so"));

    assertThatThrownBy(() -> serialization.toObject(foreign))
        .isInstanceOf(HazelcastSerializationException.class);
  }
}
