package atelier.packages.egress;

import java.util.List;

/**
 * What a proxy let through.
 *
 * @param hosts the hosts that were connected to, sorted
 * @param refused the hosts that were refused, each with a colon and the reason
 */
public record Traffic(
    List<String> hosts, List<String> refused, long receivedBytes, long sentBytes) {
  static final String NOT_A_REGISTRY = "not a registry";
  static final String NOT_A_PORT = "not a port of this registry";
  static final String ADDRESS = "an address instead of a name";
  static final String NOT_ENCRYPTED = " without encryption: use https";

  /** How a refusal ends that is due to what a manifest asks for. */
  private static final List<String> FOREIGN =
      List.of(NOT_A_REGISTRY, NOT_A_PORT, ADDRESS, NOT_ENCRYPTED);

  /** A target that was never named. */
  private static final String UNKNOWN = "?: ";

  public Traffic {
    hosts = List.copyOf(hosts);
    refused = List.copyOf(refused);
  }

  /** What was refused since it is on no registry: a manifest asks for it. */
  public List<String> foreign() {
    return refused.stream().filter(Traffic::isForeign).toList();
  }

  /** What went wrong between this machine and its registries. */
  public List<String> failures() {
    return refused.stream()
        .filter(each -> !isForeign(each) && !each.startsWith(UNKNOWN))
        .toList();
  }

  private static boolean isForeign(String refusal) {
    return FOREIGN.stream().anyMatch(refusal::endsWith);
  }
}
