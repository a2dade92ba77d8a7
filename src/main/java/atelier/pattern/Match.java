package atelier.pattern;

import java.util.regex.MatchResult;

/** Where a match and its groups are: start and end of each, -1 for a group that has none. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and changed by nobody
record Match(String text, int[] places) implements MatchResult {
  @Override
  public int start() {
    return places[0];
  }

  @Override
  public int start(int group) {
    return places[2 * group];
  }

  @Override
  public int end() {
    return places[1];
  }

  @Override
  public int end(int group) {
    return places[2 * group + 1];
  }

  @Override
  public String group() {
    return group(0);
  }

  @Override
  @SuppressWarnings("NullAway") // as the interface has it
  public String group(int group) {
    int start = start(group);
    return start < 0 ? null : text.substring(start, end(group));
  }

  @Override
  public int groupCount() {
    return places.length / 2 - 1;
  }
}
