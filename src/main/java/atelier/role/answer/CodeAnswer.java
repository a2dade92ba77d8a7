package atelier.role.answer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file parsed from a model's answer: one fenced block, with a commit message before it.
 *
 * @param content the file's text; empty if the answer was rejected
 * @param message the commit message; empty if there was none
 * @param rejectionReason why the answer was rejected, for the model to fix; empty if accepted
 */
public record CodeAnswer(String content, String message, String rejectionReason) {
  private static final String NO_FILE =
      "The answer had no fenced code block. Put the whole file in one.";
  private static final Pattern FENCE = Pattern.compile("^\\s{0,3}(`{3,}|~{3,})(.*)$");
  private static final Pattern OMISSION =
      Pattern.compile("(?i)^\\s*(//|#|/\\*|--|<!--|\\*|;)?\\s*(\\.\\.\\.|…)?\\s*\\(?(the )?"
          + "(rest|remainder) of (the|your) (code|file|implementation|class|functions?)\\b"
          + "|^\\s*(//|#|/\\*|--|<!--)\\s*\\.{3}\\s*(existing|unchanged|previous|same|other)\\b"
          + "|^\\s*(//|#|/\\*|--|<!--).*\\b(unchanged|omitted for brevity)\\s*(\\*/|-->)?\\s*$");
  private static final int MAX_BYTES = 1 << 20;

  /** Parses an answer; {@code truncated}: whether it ended at a length limit. */
  public static CodeAnswer parse(String answer, boolean truncated) {
    List<String> lines = answer.lines().toList();
    int start = findOpeningFence(lines);
    if (start < 0) {
      return rejected(
          truncated
              ? "The answer was cut off before the code began. Answer with the file only."
              : NO_FILE);
    }
    int end = findClosingFence(lines, start);
    if (truncated || end < 0) {
      return rejected("The answer was cut off before the file was complete. "
          + "Write the whole file again, shorter: less commentary, fewer blank lines.");
    }
    List<String> body = lines.subList(start + 1, end);
    for (int i = 0; i < body.size(); i++) {
      if (OMISSION.matcher(body.get(i)).find()) {
        return rejected("Line " + (i + 1) + " leaves code out (\"" + body.get(i).strip()
            + "\"). Write the whole file and leave nothing out.");
      }
    }
    String content = body.isEmpty() ? "" : String.join("\n", body) + "\n";
    if (content.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return rejected("The file is larger than 1 MiB. Write a smaller one.");
    }
    String message = CommitMessage.extractSubject(lines.subList(0, start).stream()
        .filter(line -> !EquivalenceClaims.isClaim(line))
        .collect(Collectors.joining("\n")));
    return new CodeAnswer(content, message, "");
  }

  /** Whether the answer is complete and has no file in it. */
  public boolean hasNoFile() {
    return rejectionReason.equals(NO_FILE);
  }

  private static CodeAnswer rejected(String reason) {
    return new CodeAnswer("", "", reason);
  }

  private static int findOpeningFence(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (FENCE.matcher(lines.get(i)).matches()) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The line that closes the block, or -1. It is the first bare fence at least as long as the
   * opening one; in a Markdown block, which may contain fences, it is the last.
   */
  private static int findClosingFence(List<String> lines, int start) {
    var opening = FENCE.matcher(lines.get(start));
    if (!opening.matches()) {
      return -1;
    }
    String fence = opening.group(1);
    boolean markdown = opening.group(2).strip().matches("(?i)md|markdown.*");
    List<Integer> closings = new ArrayList<>();
    for (int i = start + 1; i < lines.size(); i++) {
      var line = FENCE.matcher(lines.get(i));
      if (line.matches() && line.group(1).startsWith(fence) && line.group(2).isBlank()) {
        closings.add(i);
      }
    }
    return closings.isEmpty() ? -1 : closings.get(markdown ? closings.size() - 1 : 0);
  }
}
