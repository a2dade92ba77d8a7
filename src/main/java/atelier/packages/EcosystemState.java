package atelier.packages;

import java.util.List;

/**
 * Whether the packages of one ecosystem can be installed on this node.
 *
 * @param ecosystem its name, such as {@code npm}
 * @param client the package manager, with its version
 * @param hosts the registries that it uses, as far as they were asked for
 * @param problem why nothing can be installed; empty if it can
 * @param remedy what a person can do about it: a command or a setting; empty if nothing
 */
public record EcosystemState(
    String ecosystem, String client, List<String> hosts, String problem, String remedy) {
  public EcosystemState {
    hosts = List.copyOf(hosts);
  }

  /** Whether packages can be installed. */
  public boolean isReady() {
    return problem.isEmpty();
  }

  EcosystemState withHosts(List<String> registries) {
    return new EcosystemState(ecosystem, client, registries, problem, remedy);
  }

  EcosystemState failed(String reason, String fix) {
    return new EcosystemState(ecosystem, client, List.of(), reason, fix);
  }
}
