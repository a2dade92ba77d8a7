package atelier.secret;

import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Redacts log records before a handler sees them: message, parameters, and the exception with its
 * causes. Installed at the handlers, it covers the loggers of all libraries.
 */
public final class LogRedaction implements Filter {
  private static final SimpleFormatter FORMATTER = new SimpleFormatter();
  private static final int MAX_CAUSES = 8;

  private final SecretRedactor redactor;
  private final @Nullable Filter next;

  private LogRedaction(SecretRedactor redactor, @Nullable Filter next) {
    this.redactor = redactor;
    this.next = next;
  }

  /** Redacts the records of all loggers from now on, instead of with an earlier redactor. */
  public static void install(SecretRedactor redactor) {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      Filter filter = handler.getFilter();
      handler.setFilter(new LogRedaction(
          redactor, filter instanceof LogRedaction earlier ? earlier.next : filter));
    }
  }

  @Override
  public boolean isLoggable(LogRecord logRecord) {
    if (next != null && !next.isLoggable(logRecord)) {
      return false;
    }
    // Braces of the formatted text are no parameters any more.
    logRecord.setMessage(redactor.redact(FORMATTER.formatMessage(logRecord)));
    logRecord.setParameters(null);
    logRecord.setResourceBundle(null);
    Throwable thrown = logRecord.getThrown();
    if (thrown != null) {
      logRecord.setThrown(redact(thrown, MAX_CAUSES));
    }
    return true;
  }

  private Throwable redact(Throwable problem, int depth) {
    Throwable cause = problem.getCause();
    return problem instanceof Redacted
        ? problem
        : new Redacted(
            redactor.redact(problem.toString()),
            cause == null || depth == 0 ? null : redact(cause, depth - 1),
            problem,
            Arrays.stream(problem.getSuppressed())
                .limit(MAX_CAUSES)
                .filter(suppressed -> depth > 0)
                .map(suppressed -> redact(suppressed, depth - 1))
                .toArray(Throwable[]::new));
  }

  /** An exception for a log, which prints as another one does but for secrets. */
  private static final class Redacted extends Throwable {
    private static final long serialVersionUID = 1L;

    private final String text;

    Redacted(String text, @Nullable Throwable cause, Throwable original, Throwable[] suppressed) {
      super(text, cause);
      this.text = text;
      setStackTrace(original.getStackTrace());
      Arrays.stream(suppressed).forEach(this::addSuppressed);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the type in the text is the original's
    public String toString() {
      return text;
    }
  }
}
