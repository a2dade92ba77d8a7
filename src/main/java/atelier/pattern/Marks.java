package atelier.pattern;

/**
 * Which instructions were reached at which positions: a bit each, in pages that are made when they
 * are needed, since most searches end near their start.
 */
final class Marks {
  private static final int PAGE_BITS = 12;
  private static final int PAGE_WORDS = (1 << PAGE_BITS) / Long.SIZE;

  private final int marks;
  private final int from;
  private final int pagesPerMark;
  private long[][] pages = new long[0][];

  Marks(int marks, int from, int to) {
    this.marks = marks;
    this.from = from;
    this.pagesPerMark = ((to - from) >> PAGE_BITS) + 1;
  }

  boolean contains(int mark, int position) {
    int bit = position - from;
    if (pages.length == 0) {
      return false;
    }
    long[] page = pages[pageOf(mark, bit)];
    return page != null && (page[wordOf(bit)] & (1L << bit)) != 0;
  }

  /** Adds a mark; false if it was there. */
  boolean add(int mark, int position) {
    int bit = position - from;
    if (pages.length == 0) {
      pages = new long[marks * pagesPerMark][];
    }
    long[] page = pages[pageOf(mark, bit)];
    if (page == null) {
      page = new long[PAGE_WORDS];
      pages[pageOf(mark, bit)] = page;
    }
    boolean added = (page[wordOf(bit)] & (1L << bit)) == 0;
    page[wordOf(bit)] |= 1L << bit;
    return added;
  }

  void remove(int mark, int position) {
    int bit = position - from;
    pages[pageOf(mark, bit)][wordOf(bit)] &= ~(1L << bit);
  }

  private int pageOf(int mark, int bit) {
    return mark * pagesPerMark + (bit >> PAGE_BITS);
  }

  private static int wordOf(int bit) {
    return (bit >> 6) & (PAGE_WORDS - 1);
  }
}
