package atelier.role.answer;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line that opens or closes a fenced block (CommonMark, section 4.5), at any indentation.
 *
 * @param line the index of the line in the answer
 * @param info the text after the fence; empty for a bare one, the only kind that can close a block
 */
record Fence(int line, String indent, String marker, String info) {
  private static final Pattern FENCE = Pattern.compile("([ \\t]*)(?:(`{3,})([^`]*)|(~{3,})(.*))");

  /** The fence that a line is; null if it is none. */
  static @Nullable Fence parse(String text, int line) {
    Matcher fence = FENCE.matcher(text);
    if (!fence.matches()) {
      return null;
    }
    return fence.group(2) != null
        ? new Fence(line, fence.group(1), fence.group(2), fence.group(3).strip())
        : new Fence(line, fence.group(1), fence.group(4), fence.group(5).strip());
  }

  boolean isBare() {
    return info.isEmpty();
  }

  /** Whether it is as short as a fence can be. */
  boolean isUsual() {
    return marker.length() == 3;
  }

  /** Whether it can be a fence of the same nesting: as the other, and at least as long. */
  boolean isLike(Fence other) {
    return marker.startsWith(other.marker) && indent.equals(other.indent);
  }
}
