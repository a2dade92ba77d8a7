package atelier.journal;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event.CodeReady;
import atelier.event.Event.HintGiven;
import atelier.event.Event.LessonsLearned;
import atelier.event.Lesson;
import atelier.event.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedactedJournalTest {
  private final Journal journal =
      new RedactedJournal(new MemoryJournal(), text -> text.replace("secret", "[redacted: k]"));

  @Test
  void everyTextOfAnEventIsRedacted() {
    var learned = new LessonsLearned("a secret", List.of(new Lesson("t", "secret", "x", "a")));

    assertThat(journal.redact(learned))
        .isEqualTo(new LessonsLearned(
            "a [redacted: k]", List.of(new Lesson("t", "[redacted: k]", "x", "a"))));
  }

  @Test
  void theLengthOfARedactedFileIsThatOfItsContent() {
    var written = new CodeReady("a.py", 1, 10, "a = secret", "Write secret", Usage.NONE);

    assertThat(journal.redact(written))
        .isEqualTo(
            new CodeReady("a.py", 1, 17, "a = [redacted: k]", "Write [redacted: k]", Usage.NONE));
  }

  @Test
  void anEventWithoutSecretsIsTheSameObject() {
    var hint = new HintGiven("a.py", "use a list");

    assertThat(journal.redact(hint)).isSameAs(hint);
  }
}
