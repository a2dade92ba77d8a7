package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person is told about packages that a project names. */
final class PackageNotesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

  private static List<String> notes(String... published) {
    return PackageNotes.of("npm", List.of(published), Duration.ofDays(7), NOW);
  }

  @Test
  void namesWhatIsYoung() {
    assertThat(notes("express@5.1.0 2026-11-28T10:00:00Z"))
        .containsExactly("express 5.1.0 was published 1 day ago");
    assertThat(notes("express@5.1.0 2026-11-20T10:00:00Z", "express@4.0.0 soon", "express@4.0.0"))
        .isEmpty();
  }

  @Test
  void namesWhatIsNotWellKnown() {
    assertThat(notes("@types/express@1.0.0 2020-01-01T00:00:00Z", "todo-express-kit@1.0.0"))
        .containsExactly(
            "todo-express-kit is not a well-known package: look at where it comes from");
  }

  @Test
  void isNotFooledByWhatItCannotRead() {
    assertThat(notes("", "@", "@1", "no version", "x".repeat(10_000))).isEmpty();
  }
}
