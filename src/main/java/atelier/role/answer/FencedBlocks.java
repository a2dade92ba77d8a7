package atelier.role.answer;

import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the fenced blocks of an answer. A block may contain fences of its own length, although
 * CommonMark ends it at the first bare one: where it ends is decided by what follows. A fence with
 * an info string always opens; each of them is closed by a bare one; a bare fence may open as well,
 * as long as every block of the answer is closed. What can be read in several ways is decided by
 * the layout, or reported as doubtful.
 */
final class FencedBlocks {
  static final String DOUBTFUL =
      "It is not clear where the fenced block ends, because of the fences"
          + " inside of it or after it. Use a longer fence around the file (````), close it, and"
          + " write nothing after it.";
  static final String UNCLOSED = "The fenced block of the file is not closed. Write the whole file"
      + " again, end it with a line that has only the fence, and write nothing after it. Use a"
      + " longer fence if the file contains fences.";
  private static final int MAX_FENCES = 1_000;
  private static final int MAX_SENTENCE_CHARS = 200;

  /** The lines of one block, between its fences. */
  record Block(Fence opening, int end) {}

  /**
   * The blocks in order.
   *
   * @param problem why the answer cannot be divided; empty if it can
   */
  record Division(List<Block> blocks, String problem) {}

  private final List<String> lines;
  private final boolean prose;
  private final List<Fence> fences = new ArrayList<>();
  private final boolean[] complete;
  private final List<List<Integer>> endings = new ArrayList<>();

  private FencedBlocks(List<String> lines, boolean prose) {
    this.lines = lines;
    this.prose = prose;
    for (int i = 0; i < lines.size(); i++) {
      Fence fence = Fence.parse(lines.get(i), i);
      if (fence != null) {
        fences.add(fence);
      }
    }
    complete = new boolean[fences.size() + 1];
  }

  /** Divides an answer; {@code prose}: whether the file is a text in which fences are usual. */
  static Division divide(List<String> lines, boolean prose) {
    return new FencedBlocks(lines, prose).divide();
  }

  private Division divide() {
    if (fences.size() > MAX_FENCES) {
      return new Division(List.of(), DOUBTFUL);
    }
    findEndings();
    List<Block> blocks = new ArrayList<>();
    int index = 0;
    while (index < fences.size()) {
      List<Integer> possible = new ArrayList<>(endings.get(index));
      if (possible.isEmpty()) {
        return new Division(blocks, UNCLOSED);
      }
      possible.removeIf(end -> !complete[end + 1]);
      int end = choose(possible);
      if (end < 0) {
        return new Division(blocks, DOUBTFUL);
      }
      blocks.add(new Block(fences.get(index), fences.get(end).line()));
      index = end + 1;
    }
    return new Division(blocks, "");
  }

  /** Finds for each fence the ones that can close it, and whether all after it can be closed. */
  private void findEndings() {
    fences.forEach(fence -> endings.add(List.of()));
    complete[fences.size()] = true;
    for (int i = fences.size() - 1; i >= 0; i--) {
      List<Integer> ends = endings(i, false);
      endings.set(i, ends.isEmpty() ? endings(i, true) : ends);
      complete[i] = endings.get(i).stream().anyMatch(end -> complete[end + 1]);
    }
  }

  /** {@code shallower}: whether a closing fence may be less indented than the opening one. */
  private List<Integer> endings(int start, boolean shallower) {
    Fence opening = fences.get(start);
    List<Integer> ends = new ArrayList<>();
    List<Fence> inner = new ArrayList<>();
    for (int i = start + 1; i < fences.size(); i++) {
      Fence fence = fences.get(i);
      Fence outer = inner.isEmpty() ? opening : inner.get(inner.size() - 1);
      boolean sameIndent = fence.indent().equals(opening.indent());
      boolean lessIndent = fence.indent().length() < opening.indent().length();
      if (!fence.marker().startsWith(outer.marker()) || !(shallower ? lessIndent : sameIndent)) {
        continue;
      }
      if (fence.isBare() && !inner.isEmpty()) {
        inner.remove(inner.size() - 1);
      } else {
        if (fence.isBare()) {
          ends.add(i);
        }
        inner.add(fence);
      }
    }
    return ends;
  }

  private int choose(List<Integer> possible) {
    for (int i = 0; i + 1 < possible.size(); i++) {
      Layout layout = layout(fences.get(possible.get(i)).line());
      boolean ends = !prose && (layout == Layout.CLOSING || layout == Layout.BEFORE_PROSE);
      boolean opens = layout == Layout.OPENING || (prose && layout == Layout.UNCLEAR);
      if (ends) {
        return possible.get(i);
      } else if (!opens) {
        return -1;
      }
    }
    return possible.isEmpty() ? -1 : possible.get(possible.size() - 1);
  }

  private enum Layout {
    OPENING,
    CLOSING,
    BEFORE_PROSE,
    UNCLEAR
  }

  private Layout layout(int line) {
    boolean afterBlank = line == 0 || lines.get(line - 1).isBlank();
    boolean beforeBlank = line + 1 >= lines.size() || lines.get(line + 1).isBlank();
    if (afterBlank != beforeBlank) {
      return afterBlank ? Layout.OPENING : Layout.CLOSING;
    }
    return !beforeBlank && isSentence(lines.get(line + 1)) ? Layout.BEFORE_PROSE : Layout.UNCLEAR;
  }

  private static boolean isSentence(String line) {
    return line.length() <= MAX_SENTENCE_CHARS
        && Pattern.of("\\p{Lu}[\\p{L}\\p{N}'’,`_./ -]* [\\p{L}\\p{N}'’,`_./ -]*[.:!]")
            .matches(line.strip());
  }
}
