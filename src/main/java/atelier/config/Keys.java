package atelier.config;

import static atelier.config.ValueType.ADDRESSES;
import static atelier.config.ValueType.AGENT_COUNTS;
import static atelier.config.ValueType.BOOLEAN;
import static atelier.config.ValueType.DURATION_WITH_UNIT;
import static atelier.config.ValueType.ENDPOINT;
import static atelier.config.ValueType.MODELS;
import static atelier.config.ValueType.MODELS_BY_ROLE;
import static atelier.config.ValueType.PATH;
import static atelier.config.ValueType.PROXY;
import static atelier.config.ValueType.SINGLE_LINE;
import static atelier.config.ValueType.choice;
import static atelier.config.ValueType.matching;
import static atelier.config.ValueType.number;
import static atelier.config.ValueType.orEmpty;
import static atelier.config.ValueType.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The table of all settings, in display order. */
final class Keys {
  private static final List<Key<?>> TABLE = new ArrayList<>();
  private static final ValueType<String> NAME = text("a name", value -> !value.isBlank());
  private static final ValueType<Integer> PORT = number(0, 65_535);

  static final Key<String> LLM_PROVIDER = key(
      "llm.provider",
      choice("ollama", "anthropic", "openai", "rehearsal"),
      "ollama",
      "The model provider; openai is any server with an OpenAI-compatible API.");
  static final Key<String> LLM_MODEL =
      key("llm.model", NAME, "qwen2.5-coder:7b", "The model's name at its provider.");
  static final Key<String> LLM_ENDPOINT = key(
      "llm.endpoint",
      orEmpty(ENDPOINT),
      "http://localhost:11434",
      "The endpoint's URL: ollama without /api, openai with /v1, anthropic without /v1.");
  static final Key<String> LLM_KEY =
      secret("llm.key", SINGLE_LINE, "The API key of this endpoint; empty: the provider's key.");
  static final Key<Integer> LLM_SLOTS =
      key("llm.slots", number(1, 64), "1", "The number of concurrent calls to the endpoint.");
  static final Key<Integer> LLM_CONTEXT = key(
      "llm.context", number(2_048, 1_048_576), "16384", "The context window of Ollama, in tokens.");
  static final Key<Duration> LLM_FIRST_TOKEN = duration(
      "llm.timeout.first-token", "10m", "The longest wait for the first token of an answer.");
  static final Key<Duration> LLM_IDLE =
      duration("llm.timeout.idle", "2m", "The longest wait between two tokens of an answer.");
  static final Key<String> LLM_SCRIPT = key(
      "llm.script",
      orEmpty(PATH),
      "\"\"",
      "For rehearsal: the file of recorded answers; empty: the built-in one.");
  static final Key<List<JsonNode>> LLM_FALLBACK = key(
      "llm.fallback",
      MODELS,
      "[]",
      "Models tried in order if the first is down or keeps giving bad answers.");
  static final Key<Map<String, JsonNode>> LLM_ROLES = key(
      "llm.roles",
      MODELS_BY_ROLE,
      "{}",
      "The models of single roles; settings left out are inherited from llm.");
  static final Key<String> OLLAMA_ENDPOINT =
      key("ollama.endpoint", ENDPOINT, "http://localhost:11434", "The URL of Ollama.");
  static final Key<String> ANTHROPIC_ENDPOINT = key(
      "anthropic.endpoint", ENDPOINT, "https://api.anthropic.com", "The URL of the Anthropic API.");
  static final Key<String> ANTHROPIC_KEY =
      secret("anthropic.key", SINGLE_LINE, "The API key for Anthropic.");
  static final Key<String> OPENAI_ENDPOINT =
      key("openai.endpoint", ENDPOINT, "https://api.openai.com/v1", "The URL of the OpenAI API.");
  static final Key<String> OPENAI_KEY =
      secret("openai.key", SINGLE_LINE, "The API key for OpenAI.");
  static final Key<Map<String, Integer>> ROLES =
      key("roles", AGENT_COUNTS, "auto", "The number of agents this node runs for each role.");
  static final Key<String> NODE = key(
      "node",
      text(
          "up to 63 characters: a-z, 0-9, . and -",
          value -> value.matches("|[a-z0-9][a-z0-9.-]{0,62}")),
      "\"\"",
      "The name of this node in events; empty: the host name.");
  static final Key<Integer> RETRIES =
      key("retries", number(0, 20), "3", "Repairs of one file before the Writer gives up.");
  static final Key<Integer> PROJECTS = key(
      "projects",
      number(1, 1_000),
      "64",
      "Projects worked on at a time; others are queued, the oldest first.");
  static final Key<Boolean> LESSONS_SHARE =
      key("lessons.share", BOOLEAN, "true", "Whether a project's lessons are given to others.");
  static final Key<String> HTTP_HOST =
      key("http.host", NAME, "127.0.0.1", "The address the HTTP server listens on.");
  static final Key<Integer> HTTP_PORT =
      key("http.port", PORT, "4000", "The port the HTTP server listens on.");
  static final Key<String> HTTP_TOKEN = secret(
      "http.token",
      SINGLE_LINE,
      "The token clients must present; required beyond loopback addresses.");
  static final Key<List<String>> HTTP_HOSTS = key(
      "http.hosts",
      ADDRESSES,
      "[]",
      "Further host names that clients may use for this node, such as atelier.local.");
  static final Key<Boolean> CLUSTER_ENABLED =
      key("cluster.enabled", BOOLEAN, "false", "Join or form a cluster; same as --cluster.");
  static final Key<String> CLUSTER_NAME = key(
      "cluster.name",
      NAME,
      "atelier",
      "The cluster's name; only nodes with the same name join each other.");
  static final Key<Integer> CLUSTER_SIZE = key(
      "cluster.size",
      number(1, 64),
      "1",
      "The intended number of nodes; work needs a majority of them.");
  static final Key<String> CLUSTER_INTERFACE = key(
      "cluster.interface",
      SINGLE_LINE,
      "\"\"",
      "The network address of this node in the cluster; empty: chosen automatically.");
  static final Key<List<String>> CLUSTER_MEMBERS = key(
      "cluster.members",
      ADDRESSES,
      "[]",
      "The addresses of the other nodes; empty: discovery by multicast.");
  static final Key<Integer> CLUSTER_PORT = key(
      "cluster.port",
      number(1, 65_535),
      "5701",
      "The port between nodes; the port 100 above it is used as well.");
  static final Key<String> CLUSTER_TLS = key(
      "cluster.tls",
      orEmpty(PATH),
      "\"\"",
      "The folder with the keys of this node, made by scripts/cluster-keys; empty: no TLS.");
  static final Key<String> CLUSTER_HAZELCAST = key(
      "cluster.hazelcast",
      PATH,
      "conf/hazelcast.yaml",
      "A file with further Hazelcast settings; optional.");

  static {
    TABLE.addAll(ExecutionKeys.ALL);
  }

  static final Key<String> SPRITES_ENDPOINT = key(
      "sprites.endpoint",
      ENDPOINT,
      "https://api.sprites.dev",
      "The URL of the Sprites API, whose machines run generated code.");
  static final Key<String> SPRITES_TOKEN =
      secret("sprites.token", SINGLE_LINE, "The API token for Sprites, see docs/sprites.md.");
  static final Key<String> RESEARCH_PROVIDER = key(
      "research.provider",
      choice("duckduckgo", "searxng", "off"),
      "duckduckgo",
      "The search service for the Architect's questions.");
  static final Key<String> RESEARCH_ENDPOINT = key(
      "research.endpoint",
      orEmpty(ENDPOINT),
      "\"\"",
      "The URL of the search service; required for searxng, empty: DuckDuckGo's default.");
  static final Key<String> PROXY_HTTP =
      secret("proxy.http", orEmpty(PROXY), "The proxy for http addresses of models and research.");
  static final Key<String> PROXY_HTTPS =
      secret("proxy.https", orEmpty(PROXY), "The proxy for https addresses.");
  static final Key<String> PROXY_ALL =
      secret("proxy.all", orEmpty(PROXY), "The proxy where proxy.http or proxy.https is empty.");
  static final Key<String> PROXY_EXCEPT = key(
      "proxy.except",
      SINGLE_LINE,
      "\"\"",
      "What needs no proxy besides loopback: .corp.example, 10.0.0.0/8, host:8080 or *.");
  static final Key<String> GIT_AUTHOR = key(
      "git.author",
      matching("Name <address>", "[^<>\\n]+ <[^<>\\s]+>"),
      "Atelier GitBot <gitbot@atelier.local>",
      "The author of commits.");
  static final Key<String> GIT_MESSAGES = key(
      "git.messages",
      choice("model", "derived"),
      "model",
      "Who writes the commit messages; derived: no model is called for them.");
  static final Key<String> SCAN_RULES =
      key("scan.rules", PATH, "conf/rules.toml", "The file with the scanner's rules.");
  static final Key<String> DATA = key(
      "data", PATH, "~/.local/share/atelier", "The folder of the journal and the repositories.");

  private Keys() {}

  static List<Key<?>> all() {
    return List.copyOf(TABLE);
  }

  static Optional<Key<?>> find(String name) {
    return TABLE.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** Returns whether other keys begin with this name and a dot. */
  static boolean isGroup(String name) {
    return TABLE.stream().anyMatch(key -> key.name().startsWith(name + "."));
  }

  private static <T> Key<T> key(
      String name, ValueType<T> type, String defaultValue, String description) {
    var key = new Key<>(name, type, defaultValue, description, false);
    TABLE.add(key);
    return key;
  }

  private static Key<Duration> duration(String name, String byDefault, String description) {
    return key(name, DURATION_WITH_UNIT, byDefault, description);
  }

  private static Key<String> secret(String name, ValueType<String> type, String description) {
    var key = new Key<>(name, type, "\"\"", description, true);
    TABLE.add(key);
    return key;
  }
}
