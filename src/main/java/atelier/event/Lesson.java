package atelier.event;

/**
 * What a failure taught.
 *
 * @param subject the kind of file or task it concerns, such as {@code python} or {@code blueprint}
 * @param trigger the diagnostic that it would have prevented
 * @param advice one sentence for the next Architect or Writer
 */
public record Lesson(String title, String subject, String trigger, String advice) {}
