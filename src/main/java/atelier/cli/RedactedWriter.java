package atelier.cli;

import atelier.secret.SecretRedactor;
import java.io.PrintWriter;
import java.io.Writer;

/** Prints messages without secrets; each call of a print method is redacted by itself. */
final class RedactedWriter extends PrintWriter {
  private final SecretRedactor redactor;

  RedactedWriter(Writer writer, SecretRedactor redactor) {
    super(writer, true);
    this.redactor = redactor;
  }

  @Override
  public void write(String text, int from, int length) {
    String redacted = redactor.redact(text.substring(from, from + length));
    super.write(redacted, 0, redacted.length());
  }
}
