package atelier.packages.egress;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.Locale;
import java.util.Optional;

/**
 * The header of a client's request (RFC 9110, 9.3.6).
 *
 * @param target what it wants to connect to; empty if the request is refused
 * @param refusal why it is refused
 * @param shown what of it is shown to people: nothing that could be a credential
 */
record ConnectRequest(Optional<Target> target, Optional<Refusal> refusal, String shown) {
  private static final Pattern CONNECT = Pattern.compile(
      "CONNECT ([A-Za-z0-9._:-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})" + " HTTP/1[.][01]");
  private static final Pattern OTHER_METHOD =
      Pattern.compile("([A-Z]{1,20}) (?:https?://(?:[^/@ ]*@)?([A-Za-z0-9._:-]{1,253}))?.*");
  private static final Pattern FIELD =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00\\r\\n]*");
  private static final int MAX_PORT = 65_535;

  /** Reads a header up to the empty line, without it. */
  static ConnectRequest parse(String header) {
    String[] lines = header.split("\r\n", -1);
    Matcher connect = CONNECT.matcher(lines[0]);
    if (!connect.matches()) {
      return otherRequest(lines[0]);
    }
    int port = Integer.parseInt(connect.group(2));
    Target target = new Target(connect.group(1).toLowerCase(Locale.ROOT), port);
    for (int i = 1; i < lines.length; i++) {
      if (!FIELD.matches(lines[i])) {
        return refused(Refusal.badRequest("a malformed header"), target.toString());
      }
    }
    return port < 1 || port > MAX_PORT
        ? refused(Refusal.badRequest("an impossible port"), target.toString())
        : new ConnectRequest(Optional.of(target), Optional.empty(), target.toString());
  }

  private static ConnectRequest otherRequest(String line) {
    Matcher other = OTHER_METHOD.matcher(line);
    if (!other.matches()) {
      return refused(Refusal.badRequest("not a request of HTTP"), "?");
    }
    String host = other.group(2) == null ? "?" : other.group(2).toLowerCase(Locale.ROOT);
    if (other.group(1).equals("CONNECT")) {
      return refused(Refusal.badRequest("a malformed CONNECT"), host);
    }
    return refused(
        new Refusal("405 Method Not Allowed", other.group(1) + Traffic.NOT_ENCRYPTED), host);
  }

  private static ConnectRequest refused(Refusal refusal, String shown) {
    return new ConnectRequest(Optional.empty(), Optional.of(refusal), shown);
  }
}
