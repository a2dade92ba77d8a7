package atelier.role.answer;

import atelier.pattern.Pattern;
import org.jspecify.annotations.Nullable;

/** Extracts the subject of a commit from a model's answer. */
public final class CommitMessage {
  private static final int MAX_SUBJECT_CHARS = 100;

  private CommitMessage() {}

  /** The first line with text, without quotes, fences or control characters; empty if none. */
  public static String extractSubject(@Nullable String text) {
    return text == null
        ? ""
        : Thoughts.strip(text)
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.replaceAll("[\\p{Cc}\\p{Cf}]", " ").strip())
            .map(line -> Pattern.of("^[\"'`*#\\s-]+|[\"'`*\\s]+$").replaceAll(line, ""))
            .map(line -> line.replaceAll("^(?i)commit( message)?:[\"'`*\\s]*", ""))
            .filter(line -> !line.isEmpty())
            .findFirst()
            .map(line ->
                line.substring(0, Math.min(line.length(), MAX_SUBJECT_CHARS)).strip())
            .orElse("");
  }
}
