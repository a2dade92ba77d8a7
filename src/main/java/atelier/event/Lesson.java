package atelier.event;

/**
 * A lesson learned from a failure.
 *
 * @param subject the kind of file or task it concerns, such as {@code python} or {@code blueprint}
 * @param trigger the error message that it would have prevented
 * @param advice one sentence for the next Architect or Writer
 */
public record Lesson(String title, String subject, String trigger, String advice) {}
