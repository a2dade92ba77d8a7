package atelier.language.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces comments and the content of strings by blanks, so that a pattern matches code only. All
 * other characters and line ends keep their positions.
 */
public record CommentMask(List<Span> spans) {
  public static final CommentMask SCRIPT = new CommentMask(List.of(
      Span.line("//", "\n"),
      Span.lines("/*", "*/"),
      Span.lines("`", "`"),
      Span.line("\"", "\""),
      Span.line("'", "'")));

  /** A comment or string between two marks; it also ends with its line unless {@code manyLines}. */
  record Span(String start, String end, boolean manyLines) {
    static Span line(String start, String end) {
      return new Span(start, end, false);
    }

    static Span lines(String start, String end) {
      return new Span(start, end, true);
    }

    /** Returns the index at which the content that starts at {@code from} ends. */
    int end(String text, int from) {
      for (int at = from; at < text.length(); at++) {
        char each = text.charAt(at);
        if (text.startsWith(end, at) || (each == '\n' && !manyLines)) {
          return at;
        }
        if (each == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n') {
          at++;
        }
      }
      return text.length();
    }
  }

  public CommentMask {
    spans = List.copyOf(spans);
  }

  public String blank(String text) {
    StringBuilder masked = new StringBuilder(text);
    int at = 0;
    while (at < text.length()) {
      Span span = startingAt(text, at);
      if (span == null) {
        at++;
        continue;
      }
      int from = at + span.start().length();
      int to = span.end(text, from);
      for (int i = from; i < to; i++) {
        if (text.charAt(i) != '\n') {
          masked.setCharAt(i, ' ');
        }
      }
      at = text.startsWith(span.end(), to) ? to + span.end().length() : to;
    }
    return masked.toString();
  }

  private @Nullable Span startingAt(String text, int at) {
    for (Span span : spans) {
      if (text.startsWith(span.start(), at)) {
        return span;
      }
    }
    return null;
  }
}
