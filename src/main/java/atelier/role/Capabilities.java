package atelier.role;

import atelier.language.Toolchains;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a node can do, as announced to the other nodes.
 *
 * @param agents the number of its agents, by role; empty while the node is drained
 * @param languages the languages that an installed tool can check
 * @param tools executables that generated code finds, as far as they were searched for
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

  /** The capabilities of a node without agents, or one that is drained. */
  public static Capabilities none(String node) {
    return new Capabilities(node, Map.of(), Set.of(), Set.of(), false);
  }

  /** Detects what is installed on this node. */
  public static Future<Capabilities> detect(String node, Map<String, Integer> agents, Tools tools) {
    Future<Set<String>> languages = tools.toolchains().languages();
    Future<List<String>> installed = runnableTools(tools.sandbox(), tools.toolchains());
    return Future.all(languages, installed)
        .map(detected -> new Capabilities(
            node,
            agents,
            languages.result(),
            installed.result().stream()
                .map(tool -> tool.split(" ", 2)[0])
                .collect(Collectors.toSet()),
            tools.sandbox().unavailableReason().isEmpty()));
  }

  /**
   * Returns the tools that can run generated code here, with their versions; if nothing can be run,
   * those that check it.
   */
  public static Future<List<String>> runnableTools(Sandbox sandbox, Toolchains toolchains) {
    return sandbox
        .tools()
        .compose(runnable ->
            runnable.isEmpty() ? toolchains.installed() : Future.succeededFuture(runnable));
  }

  boolean satisfies(Requirements requirements) {
    return (requirements.language().isEmpty() || languages.contains(requirements.language()))
        && (requirements.tool().isEmpty() || tools.contains(requirements.tool()))
        && (!requirements.sandbox() || sandbox);
  }

  /**
   * Whether this node may perform a task of a role: it satisfies the requirements, or none of the
   * nodes that have agents of that role does.
   */
  public boolean isEligible(
      String role, Requirements requirements, Collection<Capabilities> nodes) {
    return satisfies(requirements)
        || nodes.stream()
            .noneMatch(
                node -> node.agents().getOrDefault(role, 0) > 0 && node.satisfies(requirements));
  }
}
