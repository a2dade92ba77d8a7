package atelier.packages.egress;

import java.util.Optional;

/**
 * Why the proxy does not connect.
 *
 * @param status the line of HTTP's reply, without the version
 * @param reason for people
 */
record Refusal(String status, String reason) {
  static Optional<Refusal> forbidden(String reason) {
    return Optional.of(new Refusal("403 Forbidden", reason));
  }

  static Refusal badRequest(String reason) {
    return new Refusal("400 Bad Request", reason);
  }

  static Refusal badGateway(String reason) {
    return new Refusal("502 Bad Gateway", reason);
  }

  /** The reply of HTTP. */
  String reply() {
    String body = "atelier: " + reason + "\n";
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length()
        + "\r\nConnection: close\r\n\r\n" + body;
  }
}
