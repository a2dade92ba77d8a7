package atelier.role;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a node can do for others.
 *
 * @param agents how many agents it has, by role; none while it is being drained
 * @param languages those that a tool of its own checks
 * @param tools executables that are installed there, as far as they were looked for
 * @param sandbox whether it can run generated code
 */
public record Capabilities(
    String node,
    Map<String, Integer> agents,
    Set<String> languages,
    Set<String> tools,
    boolean sandbox) {
  public Capabilities {
    agents = Map.copyOf(agents);
    languages = Set.copyOf(languages);
    tools = Set.copyOf(tools);
  }

  /** Those of a node that has no agents, or gives no more work to them. */
  public static Capabilities none(String node) {
    return new Capabilities(node, Map.of(), Set.of(), Set.of(), false);
  }

  /** Those of a node with {@code agents} of each role and {@code tools}. */
  public static Future<Capabilities> detect(String node, Map<String, Integer> agents, Tools tools) {
    Future<Set<String>> languages = tools.toolchains().languages();
    Future<List<String>> installed = tools.toolchains().installed();
    return Future.all(languages, installed)
        .map(found -> new Capabilities(
            node,
            agents,
            languages.result(),
            installed.result().stream()
                .map(tool -> tool.split(" ", 2)[0])
                .collect(Collectors.toSet()),
            tools.sandbox().unavailableReason().isEmpty()));
  }

  boolean satisfies(Requirements requirements) {
    return (requirements.language().isEmpty() || languages.contains(requirements.language()))
        && (requirements.tool().isEmpty() || tools.contains(requirements.tool()))
        && (!requirements.sandbox() || sandbox);
  }

  /**
   * Whether a role's task is for this node: it meets the need, or nobody present does who has
   * agents of that role.
   */
  public boolean isEligible(String role, Requirements requirements, Collection<Capabilities> nodes) {
    return satisfies(requirements)
        || nodes.stream()
            .noneMatch(one -> one.agents().getOrDefault(role, 0) > 0 && one.satisfies(requirements));
  }
}
