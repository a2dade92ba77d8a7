package atelier.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All settings, validated; {@code docs/settings.md} lists the keys and defaults.
 *
 * @param agentCounts the number of agents by role; empty for automatic
 * @param nodeName the name of this node; empty for the host name
 * @param maxRetries repairs of one file before the Writer gives up
 * @param maxActiveProjects projects worked on at a time; others are queued, the oldest first
 * @param shareLessons whether lessons of one project are given to others
 * @param dataFolder the folder of the journal and the repositories
 * @param promptsFolder a folder with prompts that replace the built-in ones; may be absent
 * @param secrets the values of all secret settings by their names, also of those not in use
 */
public record Settings(
    Llm llm,
    Map<String, Integer> agentCounts,
    String nodeName,
    int maxRetries,
    int maxActiveProjects,
    boolean shareLessons,
    Http http,
    Cluster cluster,
    Runner runner,
    Proof proof,
    Packages packages,
    Sprites sprites,
    Research research,
    ProxySettings proxy,
    Git git,
    Scan scan,
    Path dataFolder,
    Path promptsFolder,
    Map<String, Secret> secrets) {
  public Settings {
    agentCounts = Map.copyOf(agentCounts);
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
  }

  /**
   * The language models.
   *
   * @param fallback models tried in order if {@code primary} is down or keeps giving bad answers
   * @param roles models of single roles, by role name
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
   * @param slots the number of concurrent calls to the endpoint
   * @param contextTokens the requested context window, in tokens ({@code num_ctx})
   * @param firstTokenTimeout the longest wait for the first token
   * @param idleTimeout the longest wait between two tokens
   * @param script for {@code rehearsal}: the file of recorded answers; empty for the built-in one
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
   * The HTTP server.
   *
   * @param allowedHosts further host names that clients may use for this node
   */
  public record Http(String host, int port, Secret token, List<String> allowedHosts) {
    public Http {
      allowedHosts = List.copyOf(allowedHosts);
    }
  }

  /**
   * The cluster: how nodes find each other.
   *
   * @param size the intended number of nodes
   * @param port the port of Hazelcast
   * @param tlsFolder the folder with the keys of this node; empty for no TLS between nodes
   * @param hazelcastFile a file with further Hazelcast settings; may be absent
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
    private static final int BUS_PORT_OFFSET = 100;

    public Cluster {
      members = List.copyOf(members);
    }

    /** Returns the port of the Vert.x event bus between nodes. */
    public int busPort() {
      return port + BUS_PORT_OFFSET;
    }
  }

  /**
   * How generated code is executed.
   *
   * @param sandbox {@code auto}, {@code bubblewrap}, {@code sprites}, {@code none} or {@code off}
   * @param level {@code full}, or {@code partial} to run code also where the sandbox has holes
   * @param timeout CPU time of one run
   * @param buildTimeout CPU time of a command that builds
   */
  public record Runner(
      String sandbox,
      String level,
      Duration timeout,
      Duration buildTimeout,
      long memoryBytes,
      boolean network) {
    /** Settings with the default level and the default limit for building. */
    public Runner(String sandbox, Duration timeout, long memoryBytes, boolean network) {
      this(sandbox, "full", timeout, Duration.ofMinutes(5), memoryBytes, network);
    }
  }

  /**
   * How thoroughly evidence is made.
   *
   * @param mutants the number of mutants that are tried; 0 for none
   * @param budget the wall time for all mutants of one tree
   * @param repeats how often a check must pass on the same files
   */
  public record Proof(int mutants, Duration budget, int repeats) {}

  /**
   * The packages that projects declare.
   *
   * @param mode {@code on}, {@code ask} or {@code off}
   * @param hosts hosts that package managers may reach besides their registries, some with a port
   * @param minAge how old a version must be; zero for any age
   * @param toolchains {@code auto}, or {@code off} to ignore the toolchains in home folders
   * @param cacheBytes the size of all layers and downloads that are kept
   * @param scripts {@code offline}, or {@code off} to never run the scripts of packages
   */
  public record Packages(
      String mode,
      List<String> hosts,
      Duration minAge,
      String toolchains,
      long cacheBytes,
      String scripts) {
    public Packages {
      hosts = List.copyOf(hosts);
    }
  }

  /** The remote sandbox service. */
  public record Sprites(String endpoint, Secret token) {}

  /**
   * The search service for research.
   *
   * @param provider {@code duckduckgo}, {@code searxng} or {@code off}
   * @param endpoint empty for the provider's default
   */
  public record Research(String provider, String endpoint) {}

  /**
   * How commits are made.
   *
   * @param messages {@code model} or {@code derived}
   */
  public record Git(String author, String messages) {}

  /** The code scanner. */
  public record Scan(Path rulesFile) {}
}
