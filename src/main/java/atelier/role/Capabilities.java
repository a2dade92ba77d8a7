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
 * @param layers the first digits of the keys of its layers of packages, as far as known; missing
 *     from nodes of earlier versions
 */
public record Capabilities(
    String node,
    Map<String, Integer> agents,
    Set<String> languages,
    Set<String> tools,
    boolean sandbox,
    Set<String> layers) {
  /** They are sent every two seconds: all digits of a key are not needed to tell layers apart. */
  private static final int LAYER_DIGITS = 16;

  private static final int MAX_LAYERS = 200;

  public Capabilities {
    agents = Map.copyOf(agents);
    languages = Set.copyOf(languages);
    tools = Set.copyOf(tools);
    layers = layers == null ? Set.of() : Set.copyOf(layers);
  }

  /** The capabilities of a node that has no layers. */
  public Capabilities(
      String node,
      Map<String, Integer> agents,
      Set<String> languages,
      Set<String> tools,
      boolean sandbox) {
    this(node, agents, languages, tools, sandbox, Set.of());
  }

  /** The same with the layers that the node has now. */
  public Capabilities withLayersOf(Tools tools) {
    return withLayers(tools.packages().layers());
  }

  /** The same with these layers, of which the first 200 are announced. */
  public Capabilities withLayers(Collection<String> keys) {
    return new Capabilities(
        node,
        agents,
        languages,
        tools,
        sandbox,
        keys.stream()
            .limit(MAX_LAYERS)
            .map(Capabilities::digits)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether this node has all these layers. */
  public boolean hasLayers(Collection<String> keys) {
    return keys.stream().map(Capabilities::digits).allMatch(layers::contains);
  }

  private static String digits(String key) {
    return key.substring(0, Math.min(key.length(), LAYER_DIGITS));
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
        || nodes.stream().noneMatch(node -> node.hasAgentFor(role, requirements));
  }

  /** Whether this node has an agent of a role, and all that a task needs. */
  public boolean hasAgentFor(String role, Requirements requirements) {
    return agents.getOrDefault(role, 0) > 0 && satisfies(requirements);
  }
}
