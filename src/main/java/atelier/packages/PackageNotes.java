package atelier.packages;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person should know about the packages that a project names itself: a model may have
 * invented a name, and somebody may have registered it lately for that reason. Pure.
 */
final class PackageNotes {
  private static final int MAX_NOTES = 40;

  private PackageNotes() {}

  /**
   * One package.
   *
   * @param publishedAt when this version was published; empty if that is unknown
   */
  private record Direct(String name, String version, Optional<Instant> publishedAt) {
    /** Reads {@code NAME@VERSION DATE}. */
    static Stream<Direct> of(String line) {
      String[] parts = line.split(" ", 2);
      int at = parts[0].lastIndexOf('@');
      return at <= 0
          ? Stream.of()
          : Stream.of(new Direct(
              parts[0].substring(0, at),
              parts[0].substring(at + 1),
              parts.length < 2 ? Optional.empty() : instant(parts[1])));
    }

    private static Optional<Instant> instant(String text) {
      try {
        return Optional.of(Instant.parse(text.strip()));
      } catch (DateTimeException unreadable) {
        return Optional.empty();
      }
    }
  }

  /**
   * Returns a note for each package that is young or not well known.
   *
   * @param published lines {@code NAME@VERSION DATE} of the packages that the project names
   * @param minAge the age from which a version is not young
   */
  static List<String> of(String ecosystem, List<String> published, Duration minAge, Instant now) {
    List<Direct> direct = published.stream().flatMap(Direct::of).toList();
    List<String> notes = new ArrayList<>();
    direct.forEach(each -> each.publishedAt()
        .filter(at -> Duration.between(at, now).compareTo(minAge) < 0)
        .ifPresent(at -> notes.add(each.name() + " " + each.version() + " was published "
            + age(Math.max(0, Duration.between(at, now).toDays())))));
    WellKnownPackages.unknown(
            ecosystem, direct.stream().map(Direct::name).distinct().toList())
        .forEach(
            name -> notes.add(name + " is not a well-known package: look at where it comes from"));
    return notes.stream().limit(MAX_NOTES).toList();
  }

  private static String age(long days) {
    return days == 0 ? "today" : days == 1 ? "1 day ago" : days + " days ago";
  }
}
