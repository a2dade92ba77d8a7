package atelier.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Replaces the values of secrets in texts, also base64, hexadecimal and URL-encoded ones. */
public final class SecretRedactor {
  /** Shorter values occur in ordinary texts. */
  private static final int MIN_CHARS = 8;

  private final List<String> forms;

  private SecretRedactor(List<String> forms) {
    this.forms = forms;
  }

  /** A redactor of all secrets in the settings. */
  public static SecretRedactor of(Settings settings) {
    Settings.Llm llm = settings.llm();
    Stream<Secret> keys = Stream.of(
            Stream.of(llm.primary()), llm.fallback().stream(), llm.roles().values().stream())
        .flatMap(models -> models)
        .map(Settings.Model::key);
    return of(Stream.concat(
            keys, Stream.of(settings.http().token(), settings.sprites().token()))
        .map(Secret::value)
        .toList());
  }

  /** A redactor of these values; those of less than 8 characters are left. */
  public static SecretRedactor of(List<String> secrets) {
    return new SecretRedactor(secrets.stream()
        .filter(secret -> secret.length() >= MIN_CHARS)
        .flatMap(SecretRedactor::forms)
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList());
  }

  private static Stream<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes);
    return Stream.of(
        secret,
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        hex,
        hex.toUpperCase(Locale.ROOT),
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        secret.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /** Returns the text with {@code ****} in place of each secret. */
  public String redact(String text) {
    String redacted = text;
    for (String form : forms) {
      redacted = redacted.replace(form, "****");
    }
    return redacted;
  }
}
