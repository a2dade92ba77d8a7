package atelier.pattern;

/**
 * The instructions of a regular expression, or of the body of a lookaround. {@code x} and {@code y}
 * are the operands of each: a character, the targets of a jump, or an index.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and changed by nobody
record Program(
    Operation[] operations,
    int[] x,
    int[] y,
    CharacterSet[] sets,
    Position[] positions,
    Expression.Look[] looks,
    int marks,
    int maxChars,
    boolean isLook) {

  static Program of(Expression expression, boolean isLook) {
    return ProgramBuilder.build(expression, isLook);
  }

  /** How many instructions there are, also in its lookarounds. */
  int size() {
    int size = operations.length;
    for (Expression.Look look : looks) {
      size += look.body().size();
    }
    return size;
  }

  /** What an instruction does. */
  enum Operation {
    /** Consumes the character {@code x}. */
    LITERAL,
    /** Consumes a character of the set {@code x}. */
    SET,
    /** Continues at {@code x}, and later, if that fails, at {@code y}. */
    SPLIT,
    /** Continues at {@code x}. */
    JUMP,
    /** Saves the position in {@code x}. */
    SAVE,
    /** Fails if this was tried at this position before: {@code x} is the number of the mark. */
    MARK,
    /** Fails if position condition {@code x} does not hold. */
    POSITION,
    /** Fails if lookaround {@code x} does not hold. */
    LOOK,
    /** The end. */
    MATCH
  }
}
