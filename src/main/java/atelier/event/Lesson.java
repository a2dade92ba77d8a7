package atelier.event;

import java.time.Instant;

/**
 * A lesson learned from a failure.
 *
 * @param subject the kind of file or task it concerns, such as {@code python} or {@code blueprint}
 * @param trigger the error message that it would have prevented
 * @param advice one sentence for the next Architect or Writer
 * @param project the project it is from; empty in an event, which is of that project, and in
 *     lessons stored before it was kept
 * @param learned the day, as ISO 8601; empty as {@code project} is
 */
public record Lesson(
    String title,
    String subject,
    String trigger,
    String advice,
    @AddedInLaterVersion String project,
    @AddedInLaterVersion String learned) {
  private static final int DAY_CHARS = 10;

  /** A lesson without its source. */
  public Lesson(String title, String subject, String trigger, String advice) {
    this(title, subject, trigger, advice, "", "");
  }

  /** The lesson with its source. */
  public Lesson from(String project, Instant at) {
    return new Lesson(
        title, subject, trigger, advice, project, at.toString().substring(0, DAY_CHARS));
  }
}
