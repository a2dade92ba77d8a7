package atelier.role.answer;

import atelier.event.FilePlan;
import atelier.pattern.Pattern;
import atelier.role.answer.FencedBlocks.Block;
import atelier.role.answer.FencedBlocks.Division;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file parsed from a model's answer: one fenced block, with a commit message before it. The block
 * is read exactly or the answer is rejected.
 *
 * @param content the file's text; empty if the answer was rejected
 * @param message the commit message; empty if there was none
 * @param rejectionReason why the answer was rejected, for the model to fix; empty if accepted
 */
public record CodeAnswer(String content, String message, String rejectionReason) {
  private static final String NO_FILE =
      "The answer had no fenced code block. Put the whole file in one.";
  private static final String EMPTY = "The fenced block is empty. Put the whole file in it.";
  private static final String ONLY_THOUGHTS =
      "The answer has only thoughts, which do not end. Answer with the file only.";
  private static final int MAX_BYTES = 1 << 20;

  /**
   * Parses an answer.
   *
   * @param truncated whether it ended at a length limit
   * @param plan the file that was asked for
   */
  public static CodeAnswer parse(String answer, boolean truncated, FilePlan plan) {
    String text = Thoughts.strip(answer);
    List<String> lines = List.of(text.split("\n", -1));
    Division division = FencedBlocks.divide(withoutReturns(lines), isProse(lines, plan.path()));
    boolean begun = !division.blocks().isEmpty() || !division.problem().isEmpty();
    if (truncated) {
      return rejected(
          begun
              ? "The answer was cut off before the file was complete. "
                  + "Write the whole file again, shorter: less commentary, fewer blank lines."
              : "The answer was cut off before the code began. Answer with the file only.");
    }
    if (!begun) {
      return rejected(text.isBlank() && !answer.isBlank() ? ONLY_THOUGHTS : NO_FILE);
    }
    if (!division.problem().isEmpty()) {
      return rejected(division.problem());
    }
    Block block = BlockChoice.choose(withoutReturns(lines), division.blocks(), plan.path());
    return accept(lines, block, division.blocks(), plan);
  }

  private static CodeAnswer accept(
      List<String> lines, Block block, List<Block> blocks, FilePlan plan) {
    List<String> body = body(lines, block);
    if (block.opening().isUsual() && Thoughts.isEndedIn(body)) {
      return rejected(FencedBlocks.DOUBTFUL);
    }
    int omission = Omission.find(body, isDocument(plan.path()));
    if (omission >= 0) {
      return rejected("Line " + (omission + 1) + " leaves code out (\""
          + body.get(omission).strip() + "\"). Write the whole file and leave nothing out.");
    }
    String content = body.isEmpty() ? "" : String.join("\n", body) + "\n";
    if (content.isBlank() && !mayBeEmpty(plan)) {
      return rejected(EMPTY);
    }
    if (content.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return rejected("The file is larger than 1 MiB. Write a smaller one.");
    }
    return new CodeAnswer(content, message(withoutReturns(lines), block, blocks), "");
  }

  /** Whether the answer is complete and has no file in it. */
  public boolean hasNoFile() {
    return rejectionReason.equals(NO_FILE);
  }

  private static CodeAnswer rejected(String reason) {
    return new CodeAnswer("", "", reason);
  }

  /** The lines of a block, without the indentation and the line ends that its fence has as well. */
  private static List<String> body(List<String> lines, Block block) {
    List<String> body = new ArrayList<>(lines.subList(block.opening().line() + 1, block.end()));
    if (lines.get(block.opening().line()).endsWith("\r")) {
      body.replaceAll(CodeAnswer::withoutReturn);
    }
    String indent = block.opening().indent();
    if (body.stream().allMatch(line -> line.isBlank() || line.startsWith(indent))) {
      body.replaceAll(
          line -> line.startsWith(indent) ? line.substring(indent.length()) : line.stripLeading());
    }
    return body;
  }

  private static List<String> withoutReturns(List<String> lines) {
    return lines.stream().map(CodeAnswer::withoutReturn).toList();
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Whether fences are usual inside of the file, by its path or by the first info string. */
  private static boolean isProse(List<String> lines, String path) {
    return isText(path)
        || lines.stream()
            .map(line -> Fence.parse(withoutReturn(line), 0))
            .filter(fence -> fence != null)
            .findFirst()
            .filter(fence -> fence.info().matches("(?i)(md|mdx|markdown)\\b.*"))
            .isPresent();
  }

  private static boolean isText(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return !name.contains(".")
        || Pattern.of(".*\\.(md|mdx|markdown|rst|adoc|txt|text|ya?ml|prompt|tmpl|tpl|j2|jinja2?|"
                + "html?|sh|bash)")
            .matches(name);
  }

  /** Whether {@code #} and {@code *} begin no comments in the file. */
  private static boolean isDocument(String path) {
    return path.toLowerCase(Locale.ROOT).matches(".*\\.(md|mdx|markdown|rst|adoc|txt|text)");
  }

  /** Whether a file without text can be what was planned. */
  private static boolean mayBeEmpty(FilePlan plan) {
    String name = plan.path().substring(plan.path().lastIndexOf('/') + 1);
    return name.matches("__init__\\.pyi?|py\\.typed|\\.nojekyll|\\.(git)?keep")
        || Pattern.of("(?is).*\\b(empty|blank|marker)\\b.*").matches(plan.description());
  }

  /** From the last commit line outside of the blocks, or else from the text before the file. */
  private static String message(List<String> lines, Block block, List<Block> blocks) {
    int previousEnd = blocks.stream()
        .mapToInt(Block::end)
        .filter(end -> end < block.end())
        .max()
        .orElse(-1);
    List<String> before = lines.subList(previousEnd + 1, block.opening().line());
    List<String> last = blocks.get(blocks.size() - 1).equals(block)
        ? lines.subList(block.end() + 1, lines.size())
        : List.of();
    String commit = Stream.concat(before.stream(), last.stream())
        .filter(BlockChoice::isCommitLine)
        .findFirst()
        .orElse("");
    return CommitMessage.extractSubject(
        commit.isEmpty()
            ? before.stream()
                .filter(line -> !EquivalenceClaims.isClaim(line))
                .collect(Collectors.joining("\n"))
            : commit);
  }
}
