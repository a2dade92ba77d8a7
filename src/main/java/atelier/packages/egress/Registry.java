package atelier.packages.egress;

import java.util.Map;
import java.util.Set;

/**
 * The registries of one ecosystem, as its package manager on this machine uses them. Nothing in it
 * is a credential.
 *
 * @param hosts the hosts that the registries name; the entries are those of {@link EgressRules}
 * @param namedByUser the hosts that the user's own configuration names
 * @param environment the variables that the package manager needs in the sandbox
 * @param files the files that it needs there, by absolute path
 * @param problem why the registries are not known; empty if they are
 */
public record Registry(
    Set<String> hosts,
    Set<String> namedByUser,
    Map<String, String> environment,
    Map<String, String> files,
    String problem) {
  public Registry {
    hosts = Set.copyOf(hosts);
    namedByUser = Set.copyOf(namedByUser);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
  }

  static Registry unknown(String problem) {
    return new Registry(Set.of(), Set.of(), Map.of(), Map.of(), problem);
  }

  /** The rules of a proxy to these registries. */
  public EgressRules rules() {
    return new EgressRules(hosts, namedByUser);
  }
}
