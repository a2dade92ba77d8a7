package atelier.llm;

import atelier.event.Usage;
import atelier.llm.LlmFailure.Kind;
import org.jspecify.annotations.Nullable;

/** An answer as it arrives, whatever the wire: text, counts, an end; or a failure. */
final class CompletionStream {
  /** Longer answers are cut off: nothing that is asked for needs more. */
  static final int MAX_CHARS = 2 << 20;

  /** Models caught in a loop of blanks have been seen to go on to their limit. */
  private static final int MAX_BLANKS = 1_000;

  private final StringBuilder text = new StringBuilder();
  private int pieces;
  private int blanks;
  private int promptTokens;
  private int completionTokens;
  private boolean ended;
  private boolean truncated;
  private @Nullable LlmFailure failure;

  /** A piece of the answer itself, never of the thinking before it. */
  void delta(String piece) {
    if (piece.isEmpty() || failure != null) {
      return;
    }
    text.append(piece);
    pieces++;
    blanks = piece.isBlank() ? blanks + piece.length() : 0;
    if (text.length() > MAX_CHARS) {
      fail(Kind.MALFORMED, "the answer is longer than " + MAX_CHARS + " characters");
    } else if (blanks > MAX_BLANKS) {
      fail(Kind.MALFORMED, "the answer went on in nothing but blanks");
    }
  }

  /** Counts as the server gives them; what it does not say (a negative) stays as it was. */
  void usage(int prompt, int completion) {
    promptTokens = prompt >= 0 ? prompt : promptTokens;
    completionTokens = completion >= 0 ? completion : completionTokens;
  }

  /** The answer came to its natural end. */
  void stop() {
    ended = true;
  }

  /** The answer ended at a length limit. */
  void length() {
    ended = true;
    truncated = true;
  }

  void fail(Kind kind, String message) {
    if (failure == null) {
      failure = new LlmFailure(kind, message);
    }
  }

  boolean failed() {
    return failure != null;
  }

  int tokens() {
    return Math.max(pieces, completionTokens);
  }

  String text() {
    return text.toString();
  }

  /** The whole, once the stream is over; throws what was wrong with it. */
  Completion reply(String model, long ms) {
    if (failure != null) {
      throw failure;
    }
    if (!ended) {
      throw new LlmFailure(Kind.TRUNCATED, model + ": the answer broke off before its end");
    }
    if (text.isEmpty() && !truncated) {
      throw new LlmFailure(Kind.MALFORMED, model + ": the answer was empty");
    }
    int completion = completionTokens > 0 ? completionTokens : pieces;
    return new Completion(text(), truncated, new Usage(model, promptTokens, completion, ms));
  }
}
