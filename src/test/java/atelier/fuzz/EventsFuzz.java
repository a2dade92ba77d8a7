package atelier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.EventCodec.CorruptEntry;
import atelier.project.Project;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Events of any content are read back as they were, a changed line is refused, and the state takes
 * any sequence of them or says what it contradicts.
 */
final class EventsFuzz implements FuzzTarget {
  private static final int MAX_EVENTS = 40;
  private static final List<Class<? extends Event>> TYPES = EventCodec.eventClasses();

  @Override
  public void play(Random random) throws ReflectiveOperationException {
    RandomRecords records = new RandomRecords(random);
    Project project = Project.empty("p");
    for (int i = random.nextInt(MAX_EVENTS); i >= 0; i--) {
      Event event = (Event) records.of(Mutation.any(TYPES, random));
      Entry entry = EventCodec.seal(
          "p", project.seq() + 1, Instant.ofEpochMilli(i), "n", "writer", event, project.hash());
      Entry read = EventCodec.decode(entry.json());
      assertThat(read).isEqualTo(entry);
      assertThat(EventCodec.decodeEvent(EventCodec.encodeEvent(entry.event())))
          .isEqualTo(entry.event());
      refuseChanged(entry.json(), random);
      try {
        project = project.apply(read);
      } catch (IllegalStateException contradiction) {
        assertThat(contradiction.getMessage()).isNotBlank();
      }
    }
  }

  private static void refuseChanged(String line, Random random) {
    int at = random.nextInt(line.length());
    char flipped = (char) (line.charAt(at) ^ 1 << random.nextInt(7));
    String changed = line.substring(0, at) + flipped + line.substring(at + 1);
    assertThatThrownBy(() -> EventCodec.decode(changed))
        .as(changed)
        .isInstanceOf(CorruptEntry.class);
  }
}
