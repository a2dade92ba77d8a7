package atelier.pattern;

import atelier.pattern.Expression.Look;
import atelier.pattern.Program.Operation;
import java.util.Arrays;

/**
 * Runs a program over a text by backtracking, as java.util.regex does, but never continues twice
 * from the same mark at the same position ("bit-state backtracking"): what failed once fails again.
 * So a search takes time linear in the length of the text, all starts and matches together. What is
 * left to try is on a stack of its own, not on the thread's.
 */
final class Search {
  private static final int FAILED = -1;
  private static final int ACCEPTED = -2;

  private final Program program;
  private final Operation[] operations;
  private final int[] x;
  private final String text;
  private final int from;
  private final int to;

  /** Whether a match must end where the text ends. */
  private final boolean whole;

  /** What failed; also what is being tried. */
  private final Marks failed;

  /** What succeeded, in the body of a lookaround. */
  private final Marks succeeded;

  private final Search[] looks;
  private final int[] saved;

  /** What is left to try: instruction, position, and how much of the trail leads there. */
  private final IntStack pending = new IntStack();

  /** The marks on the way that is being tried, each with its position. */
  private final IntStack trail = new IntStack();

  private int position;
  private long steps;

  Search(Program program, String text, int from, int to, int slots, boolean whole) {
    this.program = program;
    this.operations = program.operations();
    this.x = program.x();
    this.text = text;
    this.from = from;
    this.to = to;
    this.whole = whole;
    this.failed = new Marks(program.marks(), from, to);
    this.succeeded = new Marks(program.marks(), from, to);
    this.looks = new Search[program.looks().length];
    this.saved = new int[slots];
  }

  /** Where the groups of the last match are: start and end of each, -1 if it has none. */
  int[] saved() {
    return saved.clone();
  }

  /** How many instructions were executed. */
  long steps() {
    long all = steps;
    for (Search look : looks) {
      all += look == null ? 0 : look.steps();
    }
    return all;
  }

  /** Tries a match that starts at a position; returns its end, or -1. */
  int matchAt(int start) {
    Arrays.fill(saved, -1);
    pending.clear();
    trail.clear();
    position = start;
    int pc = 0;
    while (true) {
      pc = step(pc);
      if (pc == ACCEPTED) {
        succeed();
        return position;
      }
      if (pc == FAILED) {
        pc = backtrack();
        if (pc == FAILED) {
          return -1;
        }
      }
    }
  }

  private int step(int pc) {
    steps++;
    int operand = x[pc];
    return switch (operations[pc]) {
      case LITERAL -> position < to && text.charAt(position++) == operand ? pc + 1 : FAILED;
      case SET -> consume(program.sets()[operand]) ? pc + 1 : FAILED;
      case SPLIT -> {
        pending.push(program.y()[pc], position, trail.size());
        yield operand;
      }
      case JUMP -> operand;
      case SAVE -> {
        pending.push(~operand, saved[operand], 0);
        saved[operand] = position;
        yield pc + 1;
      }
      case MARK -> mark(operand, pc);
      case POSITION ->
        program.positions()[operand].holds(text, from, to, position) ? pc + 1 : FAILED;
      case LOOK -> {
        Look look = program.looks()[operand];
        yield found(look, operand) == look.wanted() ? pc + 1 : FAILED;
      }
      case MATCH -> !whole || position == to ? ACCEPTED : FAILED;
    };
  }

  private boolean consume(CharacterSet set) {
    if (position >= to) {
      return false;
    }
    int c = text.charAt(position++);
    if (Character.isHighSurrogate((char) c) && position < to) {
      c = text.codePointAt(position - 1);
      position += Character.charCount(c) - 1;
    }
    return set.contains(c);
  }

  private int mark(int mark, int pc) {
    if (succeeded.contains(mark, position)) {
      return ACCEPTED;
    }
    if (!failed.add(mark, position)) {
      return FAILED;
    }
    trail.push(mark, position);
    return pc + 1;
  }

  /** Goes back to what is left to try last: its instruction, or {@link #FAILED}. */
  private int backtrack() {
    while (pending.size() > 0) {
      int trailSize = pending.pop();
      position = pending.pop();
      int pc = pending.pop();
      if (pc >= 0) {
        trail.shorten(trailSize);
        return pc;
      }
      saved[~pc] = position;
    }
    return FAILED;
  }

  private void succeed() {
    while (trail.size() > 0) {
      int at = trail.pop();
      int mark = trail.pop();
      failed.remove(mark, at);
      if (program.isLook()) {
        succeeded.add(mark, at);
      }
    }
  }

  private boolean found(Look look, int index) {
    if (look.single() != null) {
      return isSingle(look, look.single());
    }
    if (look.behind()) {
      return foundBehind(look.body());
    }
    if (looks[index] == null) {
      looks[index] = new Search(look.body(), text, from, to, 0, false);
    }
    return looks[index].matchAt(position) >= 0;
  }

  private boolean isSingle(Look look, CharacterSet set) {
    return look.behind()
        ? position > from && set.contains(text.codePointBefore(position))
        : position < to && set.contains(text.codePointAt(position));
  }

  /** Looks at so few characters that it may begin anew each time. */
  private boolean foundBehind(Program body) {
    int end = position;
    for (int start = Math.max(from, end - body.maxChars()); start <= end; start++) {
      Search search = new Search(body, text, from, end, 0, true);
      boolean found = search.matchAt(start) == end;
      steps += search.steps;
      if (found) {
        return true;
      }
    }
    return false;
  }
}
