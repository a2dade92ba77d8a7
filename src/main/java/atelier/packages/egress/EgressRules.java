package atelier.packages.egress;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which hosts may be connected to. An entry is the exact name of a host, for port 443, or a name
 * and another port: {@code mirror.example:8443}.
 *
 * @param hosts the entries
 * @param namedByUser further entries, which the user's own configuration names: their addresses
 *     may be private
 */
public record EgressRules(Set<String> hosts, Set<String> namedByUser) {
  private static final int HTTPS_PORT = 443;

  public EgressRules {
    hosts = normalize(hosts);
    namedByUser = normalize(namedByUser);
  }

  private static Set<String> normalize(Set<String> entries) {
    return entries.stream()
        .map(entry -> entry.toLowerCase(Locale.ROOT))
        .map(entry ->
            entry.endsWith(":" + HTTPS_PORT) ? entry.substring(0, entry.lastIndexOf(':')) : entry)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns an entry. */
  static String entry(String host, int port) {
    return port == HTTPS_PORT ? host : host + ":" + port;
  }

  /** Returns why a target must not be connected to; empty if it may. */
  Optional<Refusal> refusal(Target target) {
    String entry = entry(target.host(), target.port());
    if (hosts.contains(entry) || isNamedByUser(target)) {
      return Optional.empty();
    }
    if (target.isAddress()) {
      return Refusal.forbidden(Traffic.ADDRESS);
    }
    boolean isHostAllowed = Stream.concat(hosts.stream(), namedByUser.stream())
        .anyMatch(other -> other.equals(target.host()) || other.startsWith(target.host() + ":"));
    return Refusal.forbidden(isHostAllowed ? Traffic.NOT_A_PORT : Traffic.NOT_A_REGISTRY);
  }

  /** Returns whether the address of an allowed target may be private. */
  boolean isNamedByUser(Target target) {
    return namedByUser.contains(entry(target.host(), target.port()));
  }
}
