package atelier.role;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

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

  boolean meets(Need need) {
    return (need.language().isEmpty() || languages.contains(need.language()))
        && (need.tool().isEmpty() || tools.contains(need.tool()))
        && (!need.sandbox() || sandbox);
  }

  /**
   * Whether a role's task is for this node: it meets the need, or nobody present does who has
   * agents of that role.
   */
  boolean suits(String role, Need need, Collection<Capabilities> present) {
    return meets(need)
        || present.stream()
            .noneMatch(one -> one.agents().getOrDefault(role, 0) > 0 && one.meets(need));
  }
}
