package atelier.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Event.AuditFailed;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.EventCodec.CorruptEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/events.ndjson");

  private static Entry sealed(Event event) {
    return EventCodec.seal(
        "p", 7, Instant.parse("2026-01-01T00:00:00.1234567Z"), "n", "writer", event, "before");
  }

  @Test
  void writesTheFileBesideItsDataAndReadsItBack() {
    Entry entry =
        sealed(new AuditFailed("a.py", 2, List.of(new Finding("todo", "block", 3, 1, "m", "s"))));

    assertThat(entry.json())
        .startsWith("{\"v\":1,\"project\":\"p\",\"seq\":7,"
            + "\"at\":\"2026-01-01T00:00:00.123Z\",\"node\":\"n\",\"agent\":\"writer\","
            + "\"type\":\"audit_failed\",\"file\":\"a.py\",\"data\":{\"attempt\":2,\"findings\":[");
    assertThat(EventCodec.decode(entry.json())).isEqualTo(entry);
  }

  @Test
  void keepsWhatIsFoldedTheSameAsWhatIsStored() {
    Entry entry = sealed(new CodeReady("a\ud800.py", 1, 1, "x\ud800y\u0000 📦", "m", Usage.NONE));

    assertThat(EventCodec.decode(entry.json())).isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"v\":1}", "{\"v\":1,\"hash\":\"\"}"})
  void refusesWhatIsNoEntry(String line) {
    assertThatThrownBy(() -> EventCodec.decode(line)).isInstanceOf(CorruptEntry.class);
  }

  @Test
  void refusesAnAlteredANewerAndAnUnknownEntry() {
    String line = sealed(new FeatureRequested("spec", false)).json();

    assertThatThrownBy(() -> EventCodec.decode(line.replace("spec", "spek")))
        .hasMessageContaining("hash does not match");
    assertThatThrownBy(() -> EventCodec.decode(line.replace("\"v\":1", "\"v\":2")))
        .hasMessageContaining("newer");
    String unsigned = line.replace("feature_requested", "from_the_future")
        .replaceAll(",\"hash\":\"[0-9a-f]*\"", "");
    String signed = unsigned.substring(0, unsigned.length() - 1) + ",\"hash\":\""
        + EventCodec.sha256(unsigned) + "\"}";
    assertThatThrownBy(() -> EventCodec.decode(signed)).hasMessageContaining("from_the_future");
  }

  /**
   * Every event ever written can still be read: lines are added to the golden file, never changed.
   */
  @Test
  void readsEveryKindOfEventThatWasEverWritten() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String line : Files.readAllLines(GOLDEN)) {
      Entry entry = EventCodec.decode(line);
      seen.add(entry.event().getClass().getSimpleName());

      assertThat(EventCodec.seal(
              entry.project(),
              entry.seq(),
              entry.at(),
              entry.node(),
              entry.agent(),
              entry.event(),
              entry.prev()))
          .isEqualTo(entry);
    }
    assertThat(seen)
        .containsAll(Stream.of(Event.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .toList());
  }
}
