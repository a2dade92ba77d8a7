package atelier.packages.egress;

import atelier.pattern.Pattern;

/**
 * What a client wants to connect to.
 *
 * @param host a name or an address, in lower case
 */
record Target(String host, int port) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:0x[0-9a-f]*|[0-9]+)(?:[.](?:0x[0-9a-f]*|[0-9]+))*[.]?|.*:.*|\\[.*");

  /** Whether the host is an address in any of the forms that resolvers accept, such as 0x7f.1. */
  boolean isAddress() {
    return ADDRESS.matches(host);
  }

  @Override
  public String toString() {
    return EgressRules.entry(host, port);
  }
}
