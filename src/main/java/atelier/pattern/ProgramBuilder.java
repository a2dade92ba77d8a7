package atelier.pattern;

import atelier.pattern.Expression.Look;
import atelier.pattern.Expression.Repetition;
import atelier.pattern.Program.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a program of an expression. Wherever two ways meet it puts a mark, so that no way onward is
 * tried twice from the same position.
 */
final class ProgramBuilder {
  private static final int MAX_INSTRUCTIONS = 20_000;

  private final List<Operation> operations = new ArrayList<>();
  private int[] x = new int[64];
  private int[] y = new int[64];
  private final List<CharacterSet> sets = new ArrayList<>();
  private final List<Position> positions = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();
  private int marks;

  /** Whether it is the body of a lookaround, which captures nothing. */
  private final boolean isLook;

  private ProgramBuilder(boolean isLook) {
    this.isLook = isLook;
  }

  static Program build(Expression expression, boolean isLook) {
    ProgramBuilder builder = new ProgramBuilder(isLook);
    expression.emit(builder);
    builder.add(Operation.MATCH, 0, 0);
    return new Program(
        builder.operations.toArray(Operation[]::new),
        builder.x,
        builder.y,
        builder.sets.toArray(CharacterSet[]::new),
        builder.positions.toArray(Position[]::new),
        builder.looks.toArray(Look[]::new),
        builder.marks,
        expression.maxChars(),
        isLook);
  }

  private int add(Operation operation, int first, int second) {
    int at = operations.size();
    if (at >= MAX_INSTRUCTIONS) {
      throw new IllegalArgumentException("the expression has too many repetitions");
    }
    if (at == x.length) {
      x = Arrays.copyOf(x, 2 * at);
      y = Arrays.copyOf(y, 2 * at);
    }
    operations.add(operation);
    x[at] = first;
    y[at] = second;
    return at;
  }

  void literal(char character) {
    add(Operation.LITERAL, character, 0);
  }

  void set(CharacterSet set) {
    sets.add(set);
    add(Operation.SET, sets.size() - 1, 0);
  }

  void save(int slot) {
    if (!isLook) {
      add(Operation.SAVE, slot, 0);
    }
  }

  void position(Position position) {
    positions.add(position);
    add(Operation.POSITION, positions.size() - 1, 0);
  }

  void look(Look look) {
    looks.add(look);
    add(Operation.LOOK, looks.size() - 1, 0);
  }

  private int mark() {
    return add(Operation.MARK, marks++, 0);
  }

  void choice(List<Expression> alternatives) {
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < alternatives.size(); i++) {
      boolean last = i == alternatives.size() - 1;
      int split = last ? -1 : add(Operation.SPLIT, operations.size() + 1, 0);
      alternatives.get(i).emit(this);
      if (!last) {
        ends.add(add(Operation.JUMP, 0, 0));
        y[split] = operations.size();
      }
    }
    int end = mark();
    ends.forEach(jump -> x[jump] = end);
  }

  void repetition(Repetition repetition) {
    for (int i = 0; i < repetition.min(); i++) {
      repetition.part().emit(this);
    }
    if (repetition.max() < 0) {
      int start = mark();
      int split = split(repetition.greedy());
      repetition.part().emit(this);
      add(Operation.JUMP, start, 0);
      leave(split, repetition.greedy(), operations.size());
      return;
    }
    List<Integer> splits = new ArrayList<>();
    for (int i = repetition.min(); i < repetition.max(); i++) {
      splits.add(split(repetition.greedy()));
      repetition.part().emit(this);
    }
    if (!splits.isEmpty()) {
      int end = mark();
      splits.forEach(split -> leave(split, repetition.greedy(), end));
    }
  }

  /** A split whose one way enters the part that follows, and whose other way is set later. */
  private int split(boolean greedy) {
    int next = operations.size() + 1;
    return add(Operation.SPLIT, greedy ? next : 0, greedy ? 0 : next);
  }

  private void leave(int split, boolean greedy, int target) {
    (greedy ? y : x)[split] = target;
  }
}
