package atelier.secret;

import atelier.secret.SecretFinder.Span;
import atelier.secret.SecretForms.Form;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces the values of secrets in texts by their names: {@code [redacted: llm.key]}. Also those
 * that are encoded (base64, hexadecimal, percent-encoding, escapes of JSON, HTML and programs),
 * reversed, in another case, interrupted by white space or colours, or cut: see {@link
 * SecretForms}. Thread-safe.
 */
public final class SecretRedactor {
  private final Map<String, List<Form>> formsByValue = new LinkedHashMap<>();
  private volatile SecretFinder finder = new SecretFinder(List.of());
  private volatile List<Form> forms = List.of();

  /** A redactor of these secrets; those that occur in ordinary texts are left out. */
  public static SecretRedactor of(Collection<NamedSecret> secrets) {
    SecretRedactor redactor = new SecretRedactor();
    redactor.add(secrets);
    return redactor;
  }

  /** Adds secrets that became known later. Of two names for one value the first one is shown. */
  public synchronized void add(Collection<NamedSecret> secrets) {
    secrets.stream()
        .filter(NamedSecret::isUncommon)
        .forEach(
            secret -> formsByValue.computeIfAbsent(secret.value(), v -> SecretForms.of(secret)));
    forms = formsByValue.values().stream().flatMap(List::stream).toList();
    finder = new SecretFinder(forms);
  }

  /** Returns the text without secrets; the same object if it has none. */
  public String redact(String text) {
    SecretFinder current = finder;
    return current.isEmpty() || text.isEmpty() ? text : replace(text, current.find(text));
  }

  /**
   * Returns the text without secrets, and without an end that may be the begin of one: for a text
   * that is shown while it arrives.
   */
  String redactUnfinished(String text) {
    String redacted = redact(text);
    return redacted.substring(0, redacted.length() - SecretFinder.unfinishedChars(redacted, forms));
  }

  private static String replace(String text, List<Span> spans) {
    if (spans.isEmpty()) {
      return text;
    }
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingInt(Span::from));
    StringBuilder redacted = new StringBuilder();
    int copied = 0;
    for (Span span : sorted) {
      if (span.from() >= copied) {
        redacted.append(text, copied, span.from());
        redacted.append("[redacted: ").append(span.name()).append(']');
      }
      copied = Math.max(copied, span.to());
    }
    return redacted.append(text, copied, text.length()).toString();
  }
}
