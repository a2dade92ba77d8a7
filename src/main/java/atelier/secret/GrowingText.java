package atelier.secret;

/**
 * Redacts a text again and again while it grows, at a cost that does not grow with it. Of the end,
 * what may be the begin of a secret is not shown. Not thread-safe.
 */
public final class GrowingText {
  private static final int MAX_UNSETTLED_CHARS = 8_192;
  private static final int KEPT_CHARS = 2_048;

  private final SecretRedactor redactor;
  private final StringBuilder settled = new StringBuilder();
  private int settledChars;

  public GrowingText(SecretRedactor redactor) {
    this.redactor = redactor;
  }

  /** Returns the text so far without secrets. A shorter text than before is another one. */
  public synchronized String redact(String soFar) {
    if (soFar.length() < settledChars) {
      settled.setLength(0);
      settledChars = 0;
    }
    if (soFar.length() - settledChars > MAX_UNSETTLED_CHARS) {
      // At the end of a line, since few secrets are on two.
      int end = soFar.lastIndexOf('\n', soFar.length() - KEPT_CHARS) + 1;
      if (end > settledChars) {
        settled.append(redactor.redact(soFar.substring(settledChars, end)));
        settledChars = end;
      }
    }
    return settled + redactor.redactUnfinished(soFar.substring(settledChars));
  }
}
