package atelier.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a regular expression: it can add its instructions to a program. */
interface Expression {
  void emit(ProgramBuilder program);

  FirstSet first();

  /** The condition on the position that each match begins with, if it is the same for all. */
  default @Nullable Position anchor() {
    return null;
  }

  /** The characters that it matches, if it matches one and nothing else. */
  default @Nullable CharacterSet singleCharacter() {
    return null;
  }

  /** The most characters of a match; {@link Integer#MAX_VALUE} if there is no limit. */
  int maxChars();

  /** One character of a set. */
  record Characters(CharacterSet set) implements Expression {
    @Override
    public void emit(ProgramBuilder program) {
      program.set(set);
    }

    @Override
    public FirstSet first() {
      return FirstSet.of(set);
    }

    @Override
    public CharacterSet singleCharacter() {
      return set;
    }

    @Override
    public int maxChars() {
      return 2; // a code point beyond U+FFFF
    }
  }

  /** One character, case and all. */
  record Literal(char character) implements Expression {
    @Override
    public void emit(ProgramBuilder program) {
      program.literal(character);
    }

    @Override
    public FirstSet first() {
      boolean[] ascii = FirstSet.NONE.ascii().clone();
      if (character < ascii.length) {
        ascii[character] = true;
      }
      return new FirstSet(ascii, character >= ascii.length, false);
    }

    @Override
    public CharacterSet singleCharacter() {
      return CharacterSet.of(Pattern.quote(String.valueOf(character)), 0);
    }

    @Override
    public int maxChars() {
      return 1;
    }
  }

  /** Parts, one after the other. */
  record Sequence(List<Expression> parts) implements Expression {
    @Override
    public void emit(ProgramBuilder program) {
      parts.forEach(part -> part.emit(program));
    }

    @Override
    public @Nullable Position anchor() {
      return parts.isEmpty() ? null : parts.get(0).anchor();
    }

    @Override
    public FirstSet first() {
      return parts.stream().map(Expression::first).reduce(FirstSet.EMPTY, FirstSet::then);
    }

    @Override
    public int maxChars() {
      return parts.stream().mapToInt(Expression::maxChars).reduce(0, Expression::sum);
    }
  }

  /** Alternatives, the first that matches wins. */
  record Choice(List<Expression> alternatives) implements Expression {
    @Override
    public void emit(ProgramBuilder program) {
      program.choice(alternatives);
    }

    @Override
    public @Nullable Position anchor() {
      Position anchor = alternatives.get(0).anchor();
      return alternatives.stream().allMatch(each -> each.anchor() == anchor) ? anchor : null;
    }

    @Override
    public FirstSet first() {
      return alternatives.stream().map(Expression::first).reduce(FirstSet.NONE, FirstSet::or);
    }

    @Override
    public int maxChars() {
      return alternatives.stream().mapToInt(Expression::maxChars).max().orElse(0);
    }
  }

  /** A part that occurs a number of times; {@code max} is -1 if there is no limit. */
  record Repetition(Expression part, int min, int max, boolean greedy) implements Expression {
    @Override
    public void emit(ProgramBuilder program) {
      program.repetition(this);
    }

    @Override
    public FirstSet first() {
      return min == 0 ? part.first().or(FirstSet.EMPTY) : part.first();
    }

    @Override
    public int maxChars() {
      long most = (long) part.maxChars() * (max < 0 ? Integer.MAX_VALUE : max);
      return (int) Math.min(most, Integer.MAX_VALUE);
    }
  }

  /** A part whose place is captured. */
  record Group(Expression part, int index) implements Expression {
    @Override
    public void emit(ProgramBuilder program) {
      program.save(2 * index);
      part.emit(program);
      program.save(2 * index + 1);
    }

    @Override
    public @Nullable Position anchor() {
      return part.anchor();
    }

    @Override
    public FirstSet first() {
      return part.first();
    }

    @Override
    public int maxChars() {
      return part.maxChars();
    }
  }

  /** A condition on the position, such as the start of a line. */
  record At(Position position) implements Expression {
    @Override
    public void emit(ProgramBuilder program) {
      program.position(position);
    }

    @Override
    public Position anchor() {
      return position;
    }

    @Override
    public FirstSet first() {
      return FirstSet.EMPTY;
    }

    @Override
    public int maxChars() {
      return 0;
    }
  }

  /**
   * A condition on the text before or after the position; {@code single} if it is about one
   * character only.
   */
  record Look(Program body, @Nullable CharacterSet single, boolean behind, boolean wanted)
      implements Expression {
    @Override
    public void emit(ProgramBuilder program) {
      program.look(this);
    }

    @Override
    public FirstSet first() {
      return FirstSet.EMPTY;
    }

    @Override
    public int maxChars() {
      return 0;
    }
  }

  private static int sum(int one, int other) {
    return (int) Math.min((long) one + other, Integer.MAX_VALUE);
  }
}
