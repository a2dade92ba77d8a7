package atelier.secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A secret value and what it is called.
 *
 * @param name what stands in its place, such as {@code llm.key}
 * @param minPart the length of the shortest part of the value that is replaced too, in characters
 */
public record NamedSecret(String name, String value, int minPart) {
  /** Shorter values occur in ordinary texts. */
  private static final int MIN_CHARS = 8;

  private static final int MAX_CHARS = 4_096;
  private static final int MIN_PART = 12;
  private static final int MAX_PART = 24;
  private static final int MIN_DISTINCT = 5;
  private static final int MIN_UNCOMMON = 4;

  /** The first bytes of every private key of a kind are the same. */
  private static final int PEM_HEADER_CHARS = 40;

  private static final Pattern PEM_NOISE = Pattern.compile("-----[^-]+-----|\\\\[nr]|\\s");

  /** The header of a JSON Web Token, which is the same in most of them. */
  private static final Pattern JWT_HEADER = Pattern.compile("^eyJ[\\w-]{10,}\\.(?=[\\w-]+\\.)");

  private static final Pattern COMMON = Pattern.compile(
      "password|passwort|passwd|secret|changeme|default|example|sample|dummy|test|token|admin"
          + "|localhost|letmein|qwerty|welcome|access|private|public|user|root|your|here|none|null"
          + "|true|false|api|key|dev|my|01?2345?6?7?8?9?0?|12345?6?7?8?9?0?|(.)\\1{2,}",
      Pattern.CASE_INSENSITIVE);

  @Override
  public String toString() {
    return name;
  }

  /** A secret of which long parts are replaced too. */
  public static NamedSecret of(String name, String value) {
    String core = value.contains("-----BEGIN") ? pemBody(value) : value;
    String secret = JWT_HEADER.matcher(core).replaceFirst("");
    String capped = secret.substring(0, Math.min(MAX_CHARS, secret.length()));
    int part = Math.max(MIN_PART, Math.min(MAX_PART, capped.length() / 2));
    return new NamedSecret(name, capped, Math.min(part, capped.length()));
  }

  /** A secret that is replaced as a whole only, since parts of it are no secret. */
  static NamedSecret whole(String name, String value) {
    return new NamedSecret(name, value, value.length());
  }

  private static String pemBody(String pem) {
    String body = PEM_NOISE.matcher(pem).replaceAll("");
    return body.substring(Math.min(PEM_HEADER_CHARS, body.length()));
  }

  /** Whether the value is so long and uncommon that it does not occur by chance. */
  boolean isUncommon() {
    String rest = COMMON.matcher(value).replaceAll("").replaceAll("[^A-Za-z0-9]", "");
    return value.length() >= MIN_CHARS
        && value.chars().distinct().count() >= MIN_DISTINCT
        && rest.length() >= MIN_UNCOMMON;
  }

  /** Whether the value mixes kinds of characters as generated ones do, or is long. */
  boolean looksGenerated() {
    Set<String> kinds = Set.of("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]");
    long mixed = kinds.stream()
        .filter(kind -> Pattern.compile(kind).matcher(value).find())
        .count();
    return mixed >= 2 || value.toLowerCase(Locale.ROOT).chars().distinct().count() >= 12;
  }
}
