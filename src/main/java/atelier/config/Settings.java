package atelier.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything a user can set, checked; the keys and defaults are those of {@code docs/settings.md}.
 *
 * @param nodeName this node's name; empty for the machine's
 * @param maxActiveProjects how many are worked on at a time; further ones wait, the oldest first
 */
public record Settings(
    Llm llm,
    Map<String, Integer> agentCounts,
    String nodeName,
    int maxRetries,
    int maxActiveProjects,
    Http http,
    Cluster cluster,
    Runner runner,
    Sprites sprites,
    Research research,
    Git git,
    Scan scan,
    Path dataFolder) {
  public Settings {
    agentCounts = Map.copyOf(agentCounts);
  }

  /**
   * Which models are asked.
   *
   * @param fallback tried in order when {@code primary} is down or keeps answering badly
   * @param roles a role's own model, by the role's name
   */
  public record Llm(Model primary, List<Model> fallback, Map<String, Model> roles) {
    public Llm {
      fallback = List.copyOf(fallback);
      roles = Map.copyOf(roles);
    }
  }

  /**
   * One model at one endpoint.
   *
   * @param provider {@code ollama}, {@code anthropic}, {@code openai} or {@code rehearsal}
   * @param slots answers at a time that the endpoint is given
   * @param contextTokens the window asked for, in tokens ({@code num_ctx})
   * @param firstTokenTimeout how long until the first token
   * @param idleTimeout how long between tokens
   * @param script for {@code rehearsal}: the file to answer from; empty for the built-in one
   */
  public record Model(
      String provider,
      String model,
      String endpoint,
      int slots,
      int contextTokens,
      Duration firstTokenTimeout,
      Duration idleTimeout,
      Secret key,
      String script) {}

  /**
   * Where HTTP listens.
   *
   * @param allowedHosts further names by which callers may address this node
   */
  public record Http(String host, int port, Secret token, List<String> allowedHosts) {
    public Http {
      allowedHosts = List.copyOf(allowedHosts);
    }
  }

  /**
   * How nodes find each other.
   *
   * @param size how many there are meant to be
   * @param tlsFolder the folder with this node's keys; empty for no TLS between nodes
   * @param hazelcastFile a file with more for Hazelcast, where it is there
   */
  public record Cluster(
      boolean enabled,
      String name,
      int size,
      String networkInterface,
      List<String> members,
      int port,
      String tlsFolder,
      Path hazelcastFile) {
    public Cluster {
      members = List.copyOf(members);
    }
  }

  /**
   * How generated code is run.
   *
   * @param sandbox {@code auto}, {@code bubblewrap}, {@code sprites}, {@code none} or {@code off}
   */
  public record Runner(String sandbox, Duration timeout, long memoryBytes, boolean network) {}

  /** The remote sandbox service. */
  public record Sprites(String endpoint, Secret token) {}

  /**
   * Who is asked for research.
   *
   * @param provider {@code duckduckgo}, {@code searxng} or {@code off}
   * @param endpoint empty for the provider's own
   */
  public record Research(String provider, String endpoint) {}

  /**
   * How commits are made.
   *
   * @param messages {@code model} or {@code derived}
   */
  public record Git(String author, String messages) {}

  /** Where the scanner's rules are. */
  public record Scan(Path rulesFile) {}
}
