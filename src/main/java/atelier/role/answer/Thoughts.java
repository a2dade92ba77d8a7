package atelier.role.answer;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Removes what a model only thought from its answer. Servers without a parser for a model's
 * reasoning send the thoughts as text, marked by tags that depend on the model; some templates put
 * the opening tag in the prompt, so that only the closing one is in the answer.
 */
final class Thoughts {
  private static final String NAME = "think(?:ing)?|thoughts?|reasoning|reflection|scratchpad";
  private static final String CONSTRAINT = "(?: ?<\\|constrain\\|>\\w{0,20})?<\\|message\\|>";
  private static final Pattern OPENING =
      Pattern.compile("(?i)<(?:" + NAME + ")>|\\[think]|<seed:think>|◁think▷|<\\|start_thinking\\|>"
          + "|<\\|begin_of_thought\\|>"
          + "|(?:<\\|start\\|>assistant)?<\\|channel\\|>(?:analysis|commentary)" + CONSTRAINT);
  private static final Pattern CLOSING = Pattern.compile(
      "(?i)</(?:" + NAME + ")>|\\[/think]|</seed:think>|◁/think▷|<\\|end_thinking\\|>"
          + "|<\\|end_of_thought\\|>"
          + "|(?:<\\|start\\|>assistant)?<\\|channel\\|>final" + CONSTRAINT);

  /** What a template writes after an answer, where a server does not remove it. */
  private static final Pattern END_TOKEN = Pattern.compile(
      "(?:<\\|(?:im_end|eot_id|end|return|endoftext|end_of_text)\\|>|</s>|<end_of_turn>)\\s*\\z");

  private static final int MAX_TOKEN_CHARS = 100;

  private final String text;
  private final Matcher opening;
  private final Matcher closing;
  private final StringBuilder kept = new StringBuilder();
  private final Deque<Fence> open = new ArrayDeque<>();
  private boolean noneCloses;

  private Thoughts(String text) {
    this.text = text;
    this.opening = OPENING.matcher(text);
    this.closing = CLOSING.matcher(text);
  }

  /**
   * The answer without thoughts, byte order mark and end token. Tags inside of a fenced block
   * belong to the block. A thought at the start that does not end leaves nothing.
   */
  static String strip(String answer) {
    String text = answer.startsWith("\uFEFF") ? answer.substring(1) : answer;
    Matcher end = END_TOKEN.matcher(text);
    end.region(Math.max(0, text.length() - MAX_TOKEN_CHARS), text.length());
    return new Thoughts(end.find() ? text.substring(0, end.start()) : text).strip();
  }

  private String strip() {
    int position = 0;
    while (position < text.length()) {
      int next = text.indexOf('\n', position) + 1;
      int end = next == 0 ? text.length() : next;
      String line = text.substring(position, end);
      int opened = open.isEmpty() ? openingEnd(position, line) : -1;
      int closed = opened < 0 ? -1 : closingEnd(opened);
      if (closed >= 0) {
        position = closed;
        continue;
      }
      if (opened >= 0 && kept.toString().isBlank()) {
        return "";
      }
      append(line);
      position = end;
    }
    return kept.toString();
  }

  private void append(String line) {
    int thoughtEnd = open.isEmpty() ? strayClosingEnd(line) : -1;
    if (thoughtEnd >= 0) {
      kept.setLength(0);
      kept.append(line, thoughtEnd, line.length());
    } else {
      track(line);
      kept.append(line);
    }
  }

  /** The end of the opening tag that begins a line; -1 if none does. */
  private int openingEnd(int position, String line) {
    int indent = line.length() - line.stripLeading().length();
    return opening.startsAt(position + indent) ? opening.end() : -1;
  }

  private int closingEnd(int from) {
    noneCloses |= !closing.find(from);
    return noneCloses ? -1 : closing.end();
  }

  /** The end of a closing tag without an opening one that begins or ends the line; -1 if none. */
  private static int strayClosingEnd(String line) {
    int first = line.length() - line.stripLeading().length();
    int last = line.stripTrailing().length();
    Matcher closing = CLOSING.matcher(line);
    int end = -1;
    while (closing.find()) {
      if (closing.start() == first || closing.end() == last) {
        end = closing.end();
      }
    }
    return end;
  }

  private void track(String line) {
    Fence fence = Fence.parse(line.stripTrailing(), 0);
    if (fence == null) {
      return;
    }
    Fence outer = open.peek();
    if (outer == null || (fence.isLike(outer) && !fence.isBare())) {
      open.push(fence);
    } else if (fence.isLike(outer)) {
      open.pop();
    }
  }

  /** Whether a block contains the end of a thought whose beginning is not in it. */
  static boolean isEndedIn(List<String> block) {
    boolean opened = false;
    for (String line : block) {
      opened |= OPENING.matcher(line).find();
      if (!opened && CLOSING.matcher(line.strip()).matches()) {
        return true;
      }
    }
    return false;
  }
}
