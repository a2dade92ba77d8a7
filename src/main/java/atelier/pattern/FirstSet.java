package atelier.pattern;

/**
 * The characters that a match may begin with, and whether it may be empty: most positions of a text
 * need no more than this.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and changed by nobody
record FirstSet(boolean[] ascii, boolean others, boolean empty) {
  private static final int SIZE = 128;
  static final FirstSet EMPTY = new FirstSet(new boolean[SIZE], false, true);
  static final FirstSet NONE = new FirstSet(new boolean[SIZE], false, false);

  static FirstSet of(CharacterSet set) {
    boolean[] ascii = new boolean[SIZE];
    for (int c = 0; c < SIZE; c++) {
      ascii[c] = set.contains(c);
    }
    return new FirstSet(ascii, true, false);
  }

  FirstSet or(FirstSet other) {
    return union(other, empty || other.empty);
  }

  FirstSet then(FirstSet next) {
    return empty ? union(next, next.empty) : this;
  }

  private FirstSet union(FirstSet other, boolean emptyToo) {
    boolean[] both = new boolean[SIZE];
    for (int c = 0; c < SIZE; c++) {
      both[c] = ascii[c] || other.ascii[c];
    }
    return new FirstSet(both, others || other.others, emptyToo);
  }

  boolean mayBegin(char c) {
    return c < SIZE ? ascii[c] : others;
  }
}
