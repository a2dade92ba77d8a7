package atelier.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogRedactionTest {
  private static final String SECRET = "canary-7f3a91-{0}";

  private final Logger root = Logger.getLogger("");
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final StreamHandler handler = new StreamHandler(printed, new SimpleFormatter());

  @BeforeEach
  void install() {
    root.addHandler(handler);
    LogRedaction.install(SecretRedactor.of(List.of(NamedSecret.of("old", "nothing-42x"))));
    LogRedaction.install(SecretRedactor.of(List.of(NamedSecret.of("k", SECRET))));
  }

  @AfterEach
  void remove() {
    root.removeHandler(handler);
    LogRedaction.install(SecretRedactor.of(List.of()));
  }

  private String log(Level level, String message, Throwable problem, Object... parameters) {
    LogRecord logRecord = new LogRecord(level, message);
    logRecord.setLoggerName("com.hazelcast.any");
    logRecord.setThrown(problem);
    logRecord.setParameters(parameters);
    Logger.getLogger("com.hazelcast.any").log(logRecord);
    handler.flush();
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aMessageItsParametersAndItsExceptionsAreRedacted() {
    Exception cause = new IllegalStateException("the cause has " + SECRET);
    Exception problem = new Exception("a problem with " + SECRET, cause);
    problem.addSuppressed(new Exception("and " + SECRET));

    String text = log(Level.WARNING, "of {0} and {1}", problem, SECRET, 42);

    assertThat(text)
        .contains("of [redacted: k] and 42")
        .contains("java.lang.Exception: a problem with [redacted: k]")
        .contains("Caused by: java.lang.IllegalStateException: the cause has [redacted: k]")
        .contains("Suppressed: java.lang.Exception: and [redacted: k]")
        .contains("LogRedactionTest.java")
        .doesNotContain("canary");
  }

  @Test
  void aMessageWithoutSecretsIsTheSame() {
    assertThat(log(Level.WARNING, "{0} of '{1}'", null, 1, 2)).contains("WARNING: 1 of {1}");
  }
}
