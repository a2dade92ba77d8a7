package atelier.cli.report;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends logs to standard error: warnings, or with {@code -v} all records of Atelier. */
public final class LogSetup {
  /** A strong reference: the log manager holds loggers, and so their levels, only weakly. */
  private static final Logger ATELIER = Logger.getLogger("atelier");

  /** It warns of every closed connection, which the commands report themselves. */
  private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");

  private static final Logger LOG = Logger.getLogger(LogSetup.class.getName());

  private LogSetup() {}

  public static void toStandardError(PrintStream err, boolean verbose) {
    LogManager.getLogManager().reset();
    var root = Logger.getLogger("");
    root.setLevel(verbose ? Level.INFO : Level.WARNING);
    ATELIER.setLevel(verbose ? Level.FINE : Level.WARNING);
    HAZELCAST.setLevel(verbose ? Level.INFO : Level.SEVERE);
    root.addHandler(new PrintStreamHandler(err, verbose));
    // Else the JVM prints it itself, past the handlers and their filters.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> LOG.log(Level.SEVERE, thread.getName() + " failed", failure));
  }

  private static final class PrintStreamHandler extends Handler {
    private final PrintStream stream;
    private final boolean verbose;

    PrintStreamHandler(PrintStream stream, boolean verbose) {
      this.stream = stream;
      this.verbose = verbose;
      setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord logRecord) {
      if (!isLoggable(logRecord)) {
        return;
      }
      var text = TerminalText.sanitize(getFormatter().formatMessage(logRecord), 2000);
      var failure = logRecord.getThrown();
      var reason = failure == null ? "" : ": " + TerminalText.firstLine(failure.toString(), 500);
      var time = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
      stream.println(time + " " + logRecord.getLevel() + " " + logRecord.getLoggerName() + " "
          + text + reason);
      if (verbose && failure != null) {
        stream.print(stackTrace(failure));
      }
    }

    @Override
    public void flush() {
      stream.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }

  public static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
