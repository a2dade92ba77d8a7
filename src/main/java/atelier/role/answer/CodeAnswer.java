package atelier.role.answer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes a file out of a model's answer: one fenced block, with a commit message before it.
 *
 * @param content the file; empty where the answer was refused
 * @param message the commit message; empty where there was none
 * @param rejectionReason why the answer cannot be a file, for the model to mend; empty where it can
 */
public record CodeAnswer(String content, String message, String rejectionReason) {
  private static final Pattern FENCE = Pattern.compile("^\\s{0,3}(`{3,}|~{3,})(.*)$");
  private static final Pattern OMISSION =
      Pattern.compile("(?i)^\\s*(//|#|/\\*|--|<!--|\\*|;)?\\s*(\\.\\.\\.|…)?\\s*\\(?(the )?"
          + "(rest|remainder) of (the|your) (code|file|implementation|class|functions?)\\b"
          + "|^\\s*(//|#|/\\*|--|<!--)\\s*\\.{3}\\s*(existing|unchanged|previous|same|other)\\b"
          + "|^\\s*(//|#|/\\*|--|<!--).*\\b(unchanged|omitted for brevity)\\s*(\\*/|-->)?\\s*$");
  private static final int MAX_BYTES = 1 << 20;

  /** Reads an answer; {@code truncated} says that it ended at a length limit. */
  public static CodeAnswer parse(String answer, boolean truncated) {
    List<String> lines = answer.lines().toList();
    int start = findOpeningFence(lines);
    if (start < 0) {
      return rejected(
          truncated
              ? "The answer was cut off before any code came. Answer with the file only."
              : "The answer had no fenced code block. Answer with the whole file in one.");
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
            + "\"). Write the whole file, with nothing left out.");
      }
    }
    String content = body.isEmpty() ? "" : String.join("\n", body) + "\n";
    if (content.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return rejected("The file is larger than 1 MiB. Write a smaller one.");
    }
    String message = CommitMessage.extractSubject(String.join("\n", lines.subList(0, start)));
    return new CodeAnswer(content, message, "");
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
   * Where the block ends: at the last bare fence that is at least as long as the opening one, since
   * a Markdown file has fences of its own; where text follows with a second block, at the first.
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
