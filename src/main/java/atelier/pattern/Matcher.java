package atelier.pattern;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the matches of a pattern in a text, as {@link java.util.regex.Matcher} does. */
public final class Matcher implements MatchResult {
  private final Pattern pattern;
  private final String text;
  private int from;
  private int to;
  private @Nullable Search search;
  private @Nullable Match match;

  /** Where the next search starts. */
  private int next;

  Matcher(Pattern pattern, String text) {
    this.pattern = pattern;
    this.text = text;
    this.to = text.length();
  }

  /** Restricts what follows to a part of the text; its ends count as the ends of a text. */
  public Matcher region(int start, int end) {
    from = start;
    to = end;
    return reset();
  }

  private Matcher reset() {
    search = null;
    match = null;
    next = from;
    return this;
  }

  public Pattern pattern() {
    return pattern;
  }

  /** Finds the first match that starts at a position or later. */
  public boolean find(int start) {
    next = start;
    return find();
  }

  public boolean find() {
    if (next > to) {
      match = null;
      return false;
    }
    int start = pattern.nextStart(text, from, to, next);
    while (start >= 0 && !tryAt(finder(), start)) {
      start = pattern.nextStart(text, from, to, start + 1);
    }
    next = start < 0 ? to + 1 : end() > start ? end() : end() + 1;
    return start >= 0;
  }

  /** Whether all of the text, or of the region, matches. */
  public boolean matches() {
    match = null;
    return pattern.mayStart(text, from, to, from) && tryAt(newSearch(true), from);
  }

  /** Whether a match starts where the text, or the region, starts. */
  public boolean lookingAt() {
    return startsAt(from);
  }

  /** Whether a match starts at a position; all such questions together take linear time. */
  public boolean startsAt(int position) {
    match = null;
    return pattern.mayStart(text, from, to, position) && tryAt(finder(), position);
  }

  /** How many instructions were executed to find what was found. */
  long steps() {
    return finder().steps();
  }

  private Search finder() {
    if (search == null) {
      search = newSearch(false);
    }
    return search;
  }

  private Search newSearch(boolean whole) {
    return new Search(pattern.program(), text, from, to, 2 * pattern.groups() + 2, whole);
  }

  private boolean tryAt(Search tried, int start) {
    int end = tried.matchAt(start);
    if (end < 0) {
      match = null;
      return false;
    }
    int[] places = tried.saved();
    places[0] = start;
    places[1] = end;
    match = new Match(text, places);
    return true;
  }

  /** The matches of the whole text. */
  public Stream<MatchResult> results() {
    Matcher matcher = pattern.matcher(text);
    return Stream.iterate(
        matcher.nextMatch(), found -> found != null, found -> matcher.nextMatch());
  }

  private @Nullable MatchResult nextMatch() {
    return find() ? match : null;
  }

  /** The text with each match replaced; {@code $1} stands for a group. */
  public String replaceAll(String replacement) {
    return replaceAll(found -> replacement);
  }

  public String replaceAll(Function<MatchResult, String> replacement) {
    return replace(replacement, Integer.MAX_VALUE);
  }

  public String replaceFirst(String replacement) {
    return replace(found -> replacement, 1);
  }

  private String replace(Function<MatchResult, String> replacement, int most) {
    reset();
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (int count = 0; count < most && find(); count++) {
      result.append(text, copied, start());
      append(result, replacement.apply(match()));
      copied = end();
    }
    return result.append(text, copied, text.length()).toString();
  }

  private void append(StringBuilder result, String replacement) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c == '$') {
        String group = group(Character.digit(replacement.charAt(++i), 10));
        result.append(group == null ? "" : group);
      } else {
        result.append(c == '\\' ? replacement.charAt(++i) : c);
      }
    }
  }

  /** A replacement that stands for this text. */
  public static String quoteReplacement(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private Match match() {
    if (match == null) {
      throw new IllegalStateException("no match was found");
    }
    return match;
  }

  /** As {@link #group(int)}, of a named group. */
  public String group(String name) {
    return group(pattern.group(name));
  }

  @Override
  public int start() {
    return match().start();
  }

  @Override
  public int start(int group) {
    return match().start(group);
  }

  public int start(String name) {
    return start(pattern.group(name));
  }

  @Override
  public int end() {
    return match().end();
  }

  @Override
  public int end(int group) {
    return match().end(group);
  }

  public int end(String name) {
    return end(pattern.group(name));
  }

  @Override
  public String group() {
    return match().group();
  }

  /** As {@code java.util.regex.Matcher}: null for a group that has no part in the match. */
  @Override
  public String group(int group) {
    return match().group(group);
  }

  @Override
  public int groupCount() {
    return pattern.groups();
  }
}
