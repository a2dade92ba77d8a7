package atelier.llm;

import atelier.event.Usage;
import atelier.llm.LlmFailure.Kind;
import org.jspecify.annotations.Nullable;

/** Collects a model's answer while it arrives: its text, token counts and end, or a failure. */
final class CompletionStream {
  /** A longer answer fails: no prompt needs more. */
  static final int MAX_CHARS = 2 << 20;

  /** Some models, once in a loop of blanks, write blanks up to their token limit. */
  private static final int MAX_BLANK_CHARS = 1_000;

  private final StringBuilder text = new StringBuilder();
  private int chunkCount;
  private int trailingBlankChars;
  private int promptTokens;
  private int completionTokens;
  private boolean ended;
  private boolean truncated;
  private boolean closed;
  private @Nullable LlmFailure failure;

  /** Appends a part of the answer itself, never of the thinking before it. */
  void append(String chunk) {
    if (chunk.isEmpty() || failure != null) {
      return;
    }
    text.append(chunk);
    chunkCount++;
    trailingBlankChars = chunk.isBlank() ? trailingBlankChars + chunk.length() : 0;
    if (text.length() > MAX_CHARS) {
      fail(Kind.MALFORMED, "the answer is longer than " + MAX_CHARS + " characters");
    } else if (trailingBlankChars > MAX_BLANK_CHARS) {
      fail(Kind.MALFORMED, "the answer contains more than " + MAX_BLANK_CHARS + " blanks in a row");
    }
  }

  /** Sets the token counts that the server sent; a negative count leaves the old one. */
  void recordUsage(int prompt, int completion) {
    promptTokens = prompt >= 0 ? prompt : promptTokens;
    completionTokens = completion >= 0 ? completion : completionTokens;
  }

  /** Marks the answer as complete. */
  void finish() {
    ended = true;
  }

  /** Marks the answer as ended at a length limit. */
  void finishTruncated() {
    ended = true;
    truncated = true;
  }

  /** Marks the answer as complete, with nothing to follow, not even token counts. */
  void close() {
    ended = true;
    closed = true;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean isClosed() {
    return closed;
  }

  void fail(Kind kind, String message) {
    if (failure == null) {
      failure = new LlmFailure(kind, message);
    }
  }

  boolean hasFailed() {
    return failure != null;
  }

  int tokenCount() {
    return Math.max(chunkCount, completionTokens);
  }

  String text() {
    return text.toString();
  }

  /**
   * Returns the whole answer once the stream has ended.
   *
   * @throws LlmFailure if the answer failed, is empty or has no end
   */
  Completion toCompletion(String model, long ms) {
    if (failure != null) {
      throw new LlmFailure(failure.kind(), model + ": " + failure.getMessage());
    }
    if (!ended) {
      throw new LlmFailure(Kind.TRUNCATED, model + ": the answer ended before it was complete");
    }
    if (text.isEmpty() && !truncated) {
      throw new LlmFailure(Kind.MALFORMED, model + ": the answer was empty");
    }
    int completion = completionTokens > 0 ? completionTokens : chunkCount;
    return new Completion(text(), truncated, new Usage(model, promptTokens, completion, ms));
  }
}
