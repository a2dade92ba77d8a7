package atelier.web.security;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks that the target and the {@code Host} of a request can be read in one way only, so that
 * every later reader of the path sees the same one: RFC 9112, sections 3.2 and 3.3, and the normal
 * form of RFC 3986, section 6.2.2. Pure.
 */
final class RequestForm {
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)https?://(?<authority>[^/?]*)(?<rest>.*)");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");
  private static final Pattern VISIBLE = Pattern.compile("[!-~&&[^#\\\\]]*");
  private static final Pattern SEGMENTS =
      Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-F]{2})*)+");

  /** An encoded letter, digit, {@code -._~}, backslash or control character. */
  private static final Pattern NEEDLESS_ENCODING =
      Pattern.compile("%(2D|2E|3[0-9]|4[1-9A-F]|5[0-9A]|5C|5F|6[1-9A-F]|7[0-9A]|7E|[01].|7F)");

  private RequestForm() {}

  /**
   * Describes what is ambiguous in a request; empty if nothing is.
   *
   * @param target the target of the request line, unchanged
   * @param hosts the values of all {@code Host} headers
   * @param needsHost whether the version of HTTP demands one
   */
  static Optional<String> findViolation(String target, List<String> hosts, boolean needsHost) {
    if (hosts.size() > 1) {
      return Optional.of("the request has more than one Host header");
    }
    if (needsHost && hosts.isEmpty()) {
      return Optional.of("the request has no Host header");
    }
    if (!hosts.isEmpty() && !HOST.matcher(hosts.get(0)).matches()) {
      return Optional.of("the Host header is not a host name with an optional port");
    }
    if (!VISIBLE.matcher(target).matches()) {
      return Optional.of("the target contains a character that must be percent-encoded");
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      return findPathViolation(target);
    }
    // RFC 9112 lets the authority win over Host, which is the one that is checked.
    if (hosts.isEmpty() || !absolute.group("authority").equalsIgnoreCase(hosts.get(0))) {
      return Optional.of("the target is of another host than the Host header");
    }
    return findPathViolation(absolute.group("rest"));
  }

  private static Optional<String> findPathViolation(String pathAndQuery) {
    String path = pathAndQuery.replaceFirst("\\?.*", "");
    boolean isNormal = SEGMENTS.matcher(path).matches()
        && !NEEDLESS_ENCODING.matcher(path).find()
        && !path.contains("//")
        && !hasDotSegment(path)
        && isPlainText(path);
    return isNormal
        ? Optional.empty()
        : Optional.of("the path is not in its normal form: send it without dot segments, empty"
            + " segments, semicolons and backslashes, and percent-encode in upper case and only"
            + " what must be encoded");
  }

  /** An encoded slash is part of a parameter, such as the path of a file; it hides no segment. */
  private static boolean hasDotSegment(String path) {
    List<String> segments = List.of(path.split("/|%2F", -1));
    return segments.contains(".") || segments.contains("..");
  }

  /** Whether the encoded characters are UTF-8 without overlong forms and control characters. */
  private static boolean isPlainText(String path) {
    byte[] bytes =
        URLDecoder.decode(path, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.chars().noneMatch(Character::isISOControl);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The name in a {@code Host} header, in lower case and without the port; empty if malformed. */
  static String hostName(String hostHeader) {
    Matcher match = HOST.matcher(hostHeader);
    return match.matches() ? match.group(1).toLowerCase(Locale.ROOT) : "";
  }
}
