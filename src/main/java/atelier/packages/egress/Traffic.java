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
  public Traffic {
    hosts = List.copyOf(hosts);
    refused = List.copyOf(refused);
  }
}
