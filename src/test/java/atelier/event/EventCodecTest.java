package atelier.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.EventCodec.CorruptEntry;
import atelier.event.ReviewEvent.AuditFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/events.ndjson");

  private static Entry seal(Event event) {
    return EventCodec.seal(
        "p", 7, Instant.parse("2026-01-01T00:00:00.1234567Z"), "n", "writer", event, "before");
  }

  @Test
  void writesTheFileNextToTheDataAndReadsItBack() {
    Entry entry =
        seal(new AuditFailed("a.py", 2, List.of(new Finding("todo", "block", 3, 1, "m", "s"))));

    assertThat(entry.json())
        .startsWith("{\"v\":1,\"project\":\"p\",\"seq\":7,"
            + "\"at\":\"2026-01-01T00:00:00.123Z\",\"node\":\"n\",\"agent\":\"writer\","
            + "\"type\":\"audit_failed\",\"file\":\"a.py\",\"data\":{\"attempt\":2,\"findings\":[");
    assertThat(EventCodec.decode(entry.json())).isEqualTo(entry);
  }

  @Test
  void storesTheSameTextThatIsInTheEvent() {
    Entry entry = seal(new CodeReady("a\ud800.py", 1, 1, "x\ud800y\u0000 📦", "m", Usage.NONE));

    assertThat(EventCodec.decode(entry.json())).isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"v\":1}", "{\"v\":1,\"hash\":\"\"}"})
  void rejectsLinesThatAreNotEntries(String line) {
    assertThatThrownBy(() -> EventCodec.decode(line)).isInstanceOf(CorruptEntry.class);
  }

  @Test
  void rejectsAlteredNewerAndUnknownEntries() {
    String line = seal(new FeatureRequested("spec", false)).json();

    assertThatThrownBy(() -> EventCodec.decode(line.replace("spec", "spek")))
        .hasMessageContaining("hash does not match");
    assertThatThrownBy(() -> EventCodec.decode(line.replace("\"v\":1", "\"v\":2")))
        .hasMessageContaining("newer");
    String unknown = withValidHash(line.replace("feature_requested", "from_the_future"));
    assertThatThrownBy(() -> EventCodec.decode(unknown)).hasMessageContaining("from_the_future");
  }

  /** Replaces the hash of a line by a valid one, as anybody who knows the format can. */
  private static String withValidHash(String line) {
    String unsigned = line.replaceAll(",\"hash\":\"[0-9a-f]*\"", "");
    return unsigned.substring(0, unsigned.length() - 1) + ",\"hash\":\""
        + EventCodec.sha256(unsigned) + "\"}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"spec\":\"text\"` | `\"spec\":null`",
        "`\"spec\":\"text\"` | `\"speck\":\"text\"`",
        "`\"spec\":\"text\"` | `\"spec\":\"text\",\"spec\":\"two\"`",
        "`\"spec\":\"text\"` | `\"spec\":{\"a\":\"text\"}`",
        "`\"approve\":false` | `\"approve\":null`",
        "`\"seq\":7` | `\"seq\":0`",
        "`\"seq\":7` | `\"seq\":7.5`",
        "`\"seq\":7` | `\"seq\":1e30`",
        "`\"seq\":7` | `\"seq\":[7]`",
        "`\"project\":\"p\"` | `\"project\":{}`",
        "`\"node\":\"n\",` | ``",
        "`2026-01-01T` | `yesterday, `",
        "`\"data\":{` | `\"data\":[],\"dota\":{`",
      })
  void rejectsInvalidLinesWithAValidHash(String right, String wrong) {
    String line = seal(new FeatureRequested("text", false)).json();
    assertThat(line).contains(right);

    assertThatThrownBy(() -> EventCodec.decode(withValidHash(line.replace(right, wrong))))
        .isInstanceOf(CorruptEntry.class);
  }

  @Test
  void rejectsLinesThatAreTooDeepOrTooLong() {
    String line = seal(new FeatureRequested("text", false)).json();
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String deeper = withValidHash(line.replace("\"data\":{", "\"data\":{\"x\":" + deep + ","));
    Entry longer = seal(new FeatureRequested("x".repeat(EventCodec.MAX_LINE_CHARS), false));

    assertThatThrownBy(() -> EventCodec.decode(deeper))
        .isInstanceOf(CorruptEntry.class)
        .hasMessageContaining("depth");
    assertThatThrownBy(() -> EventCodec.decode(longer.json()))
        .isInstanceOf(CorruptEntry.class)
        .hasMessageContaining(String.valueOf(EventCodec.MAX_LINE_CHARS));
  }

  /** The golden file has lines of all versions: lines are added to it, never changed. */
  @Test
  void readsEveryTypeOfEventEverWritten() throws IOException {
    Set<String> seen = new TreeSet<>();
    Set<String> filled = new TreeSet<>();
    for (String line : Files.readAllLines(GOLDEN)) {
      Entry entry = EventCodec.decode(line);
      seen.add(entry.event().getClass().getSimpleName());
      EventLists.addNonEmpty((Record) entry.event(), filled);

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
        .containsAll(
            EventCodec.eventClasses().stream().map(Class::getSimpleName).toList());
    assertThat(filled).isEqualTo(EventLists.ofAllEvents());
  }
}
