package atelier.secret;

import atelier.secret.SecretForms.Form;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all forms of some secrets in a text in linear time: looks up every eight bytes of the text
 * among those at fixed distances in the forms, so that any long part of a form contains one. Where
 * one is found, the longest common part is measured.
 */
final class SecretFinder {
  private static final int ANCHOR_BYTES = 8;
  private static final int FILTER_BITS = 16;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final Map<Long, List<Anchor>> anchors = new HashMap<>();

  /** A Bloom filter with one hash: most texts contain no anchor. */
  private final long[] filter = new long[(1 << FILTER_BITS) / Long.SIZE];

  private record Anchor(Form form, int offset) {}

  /** A part of a text that holds a secret, from a position to one after it. */
  record Span(int from, int to, String name) {}

  SecretFinder(Collection<Form> forms) {
    for (Form form : forms) {
      int distance = form.minPart() - ANCHOR_BYTES + 1;
      for (int at = 0; at + ANCHOR_BYTES <= form.bytes().length; at += distance) {
        long key = 0;
        for (int i = at; i < at + ANCHOR_BYTES; i++) {
          key = key << Byte.SIZE | (form.bytes()[i] & 0xFF);
        }
        anchors.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(new Anchor(form, at));
        int hash = hash(key);
        filter[hash / Long.SIZE] |= 1L << hash;
      }
    }
  }

  private static int hash(long key) {
    return (int) ((key * GOLDEN_RATIO) >>> (Long.SIZE - FILTER_BITS));
  }

  boolean isEmpty() {
    return anchors.isEmpty();
  }

  /** The spans of a text, in no order; they may overlap. */
  List<Span> find(String text) {
    List<Span> spans = new ArrayList<>();
    if (mayContainAnchor(text)) {
      find(FoldedText.of(text), text, spans);
    }
    if (EscapeReader.mayContainEscapes(text)) {
      find(FoldedText.unescaped(text), text, spans);
    }
    return spans;
  }

  /** Looks at a text once without keeping anything of it, since most have no secret. */
  private boolean mayContainAnchor(String text) {
    long key = 0;
    for (int i = 0; i < text.length(); i++) {
      int folded = FoldedText.fold(text.charAt(i));
      if (folded >= 0) {
        key = key << Byte.SIZE | folded;
        if (passesFilter(key) && anchors.containsKey(key)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean passesFilter(long key) {
    int hash = hash(key);
    return (filter[hash / Long.SIZE] & 1L << hash) != 0;
  }

  private void find(FoldedText folded, String text, List<Span> spans) {
    long key = 0;
    byte[] bytes = folded.bytes();
    int length = folded.length();
    int known = 0;
    for (int i = 0; i < length; i++) {
      key = key << Byte.SIZE | (bytes[i] & 0xFF);
      if (i >= known && i + 1 >= ANCHOR_BYTES && passesFilter(key)) {
        for (Anchor anchor : anchors.getOrDefault(key, List.of())) {
          known = Math.max(known, measure(folded, i + 1 - ANCHOR_BYTES, anchor, text, spans));
        }
      }
    }
  }

  /** Adds the span around an anchor if it is long enough; returns where it ends, or 0. */
  private static int measure(
      FoldedText folded, int at, Anchor anchor, String text, List<Span> spans) {
    Form form = anchor.form();
    byte[] bytes = form.bytes();
    int from = at;
    int formFrom = anchor.offset();
    while (from > 0 && formFrom > 0 && folded.at(from - 1) == bytes[formFrom - 1]) {
      from--;
      formFrom--;
    }
    int to = at + ANCHOR_BYTES;
    int formTo = anchor.offset() + ANCHOR_BYTES;
    while (to < folded.length() && formTo < bytes.length && folded.at(to) == bytes[formTo]) {
      to++;
      formTo++;
    }
    if (to - from < form.minPart()) {
      return 0;
    }
    int start = folded.start(from);
    int end = folded.end(to - 1);
    if (formFrom == 0 && form.sharedStart() && start > 0 && isBase64(text.charAt(start - 1))) {
      start--;
    }
    if (formTo == bytes.length && form.sharedEnd()) {
      end += end < text.length() && isBase64(text.charAt(end)) ? 1 : 0;
      while (text.startsWith("=", end)) {
        end++;
      }
    }
    spans.add(new Span(start, end, form.secret().name()));
    return to;
  }

  private static boolean isBase64(char character) {
    return Character.isLetterOrDigit(character) || "+/-_".indexOf(character) >= 0;
  }

  /** How many characters at the end of a text may begin a secret that is not yet complete. */
  static int unfinishedChars(String text, Collection<Form> forms) {
    FoldedText folded = FoldedText.of(text);
    int longest = 0;
    for (Form form : forms) {
      for (int size = Math.min(form.minPart() - 1, folded.length()); size > longest; size--) {
        int begin = folded.length() - size;
        int same = 0;
        while (same < size && folded.at(begin + same) == form.bytes()[same]) {
          same++;
        }
        longest = same == size ? size : longest;
      }
    }
    return longest == 0 ? 0 : text.length() - folded.start(folded.length() - longest);
  }
}
