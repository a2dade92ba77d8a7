package atelier.config;

import static atelier.config.ValueType.AGENT_COUNTS;
import static atelier.config.ValueType.DURATION_WITH_UNIT;
import static atelier.config.ValueType.ENDPOINT;
import static atelier.config.ValueType.SINGLE_LINE;
import static atelier.config.ValueType.MODELS;
import static atelier.config.ValueType.MODELS_BY_ROLE;
import static atelier.config.ValueType.PATH;
import static atelier.config.ValueType.ADDRESSES;
import static atelier.config.ValueType.SIZE_WITH_UNIT;
import static atelier.config.ValueType.BOOLEAN;
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

/** The table of all settings, in the order in which they are shown. */
final class Keys {
  private static final List<Key<?>> TABLE = new ArrayList<>();
  private static final ValueType<String> NAME = text("a name", value -> !value.isBlank());
  private static final ValueType<Integer> PORT = number(0, 65_535);

  static final Key<String> LLM_PROVIDER = key(
      "llm.provider",
      choice("ollama", "anthropic", "openai", "rehearsal"),
      "ollama",
      "Who answers; openai is any server that speaks that API.");
  static final Key<String> LLM_MODEL =
      key("llm.model", NAME, "qwen2.5-coder:7b", "The model's name, as its provider knows it.");
  static final Key<String> LLM_ENDPOINT = key(
      "llm.endpoint",
      orEmpty(ENDPOINT),
      "http://localhost:11434",
      "Where it is: ollama without /api, openai with /v1, anthropic without /v1.");
  static final Key<String> LLM_KEY =
      secret("llm.key", "This endpoint's key; empty: that of its provider.");
  static final Key<Integer> LLM_SLOTS =
      key("llm.slots", number(1, 64), "1", "Answers at a time that the endpoint is given.");
  static final Key<Integer> LLM_CONTEXT = key(
      "llm.context", number(2_048, 1_048_576), "16384", "The window asked of Ollama, in tokens.");
  static final Key<Duration> LLM_FIRST_TOKEN = key(
      "llm.timeout.first-token",
      DURATION_WITH_UNIT,
      "10m",
      "How long an answer may take to begin.");
  static final Key<Duration> LLM_IDLE = key(
      "llm.timeout.idle", DURATION_WITH_UNIT, "2m", "How long an answer may pause between tokens.");
  static final Key<String> LLM_SCRIPT = key(
      "llm.script",
      orEmpty(PATH),
      "\"\"",
      "For rehearsal: the file of recorded answers; empty for the built-in one.");
  static final Key<List<JsonNode>> LLM_FALLBACK = key(
      "llm.fallback",
      MODELS,
      "[]",
      "Models tried in order when the first is down or keeps answering badly.");
  static final Key<Map<String, JsonNode>> LLM_ROLES = key(
      "llm.roles", MODELS_BY_ROLE, "{}", "A role's own model; what it leaves out is as under llm.");
  static final Key<String> OLLAMA_ENDPOINT =
      key("ollama.endpoint", ENDPOINT, "http://localhost:11434", "Where Ollama is.");
  static final Key<String> ANTHROPIC_ENDPOINT =
      key("anthropic.endpoint", ENDPOINT, "https://api.anthropic.com", "Where Anthropic is.");
  static final Key<String> ANTHROPIC_KEY = secret("anthropic.key", "The key for Anthropic.");
  static final Key<String> OPENAI_ENDPOINT =
      key("openai.endpoint", ENDPOINT, "https://api.openai.com/v1", "Where the OpenAI API is.");
  static final Key<String> OPENAI_KEY = secret("openai.key", "The key for the OpenAI API.");
  static final Key<Map<String, Integer>> ROLES = key(
      "roles",
      AGENT_COUNTS,
      "auto",
      "Which agents this node runs, and how many: {writer: 2, runner: 0}.");
  static final Key<String> NODE = key(
      "node",
      text("up to 63 of a-z, 0-9, . and -", value -> value.matches("|[a-z0-9][a-z0-9.-]{0,62}")),
      "\"\"",
      "This node's name in events; empty: the machine's.");
  static final Key<Integer> RETRIES =
      key("retries", number(0, 20), "3", "Repairs of one file before the Writer surrenders.");
  static final Key<Integer> PROJECTS = key(
      "projects",
      number(1, 1_000),
      "64",
      "Projects worked on at a time; further ones wait, the oldest first.");
  static final Key<String> HTTP_HOST =
      key("http.host", NAME, "127.0.0.1", "The address HTTP listens on.");
  static final Key<Integer> HTTP_PORT = key("http.port", PORT, "4000", "The port HTTP listens on.");
  static final Key<String> HTTP_TOKEN =
      secret("http.token", "What callers must present; needed beyond loopback.");
  static final Key<List<String>> HTTP_HOSTS = key(
      "http.hosts",
      ADDRESSES,
      "[]",
      "Further names by which this node may be called, such as atelier.local.");
  static final Key<Boolean> CLUSTER_ENABLED =
      key("cluster.enabled", BOOLEAN, "false", "Join or form a cluster, as --cluster does.");
  static final Key<String> CLUSTER_NAME =
      key("cluster.name", NAME, "atelier", "Only nodes of the same name find each other.");
  static final Key<Integer> CLUSTER_SIZE = key(
      "cluster.size",
      number(1, 64),
      "1",
      "How many nodes there will be; a majority of them works.");
  static final Key<String> CLUSTER_INTERFACE = key(
      "cluster.interface",
      SINGLE_LINE,
      "\"\"",
      "The network address to use; empty: chosen by the system.");
  static final Key<List<String>> CLUSTER_MEMBERS =
      key("cluster.members", ADDRESSES, "[]", "Addresses of other nodes; empty: found by multicast.");
  static final Key<Integer> CLUSTER_PORT =
      key("cluster.port", number(1, 65_535), "5701", "The port nodes speak on.");
  static final Key<String> CLUSTER_TLS = key(
      "cluster.tls",
      orEmpty(PATH),
      "\"\"",
      "The folder with this node's keys, as scripts/cluster-keys makes it; empty: no TLS.");
  static final Key<String> CLUSTER_HAZELCAST = key(
      "cluster.hazelcast",
      PATH,
      "conf/hazelcast.yaml",
      "Further settings of Hazelcast, where that file is there.");
  static final Key<String> RUNNER_SANDBOX = key(
      "runner.sandbox",
      choice("auto", "bubblewrap", "sprites", "none", "off"),
      "auto",
      "What runs generated code; none: the bare host, off: nothing is run.");
  static final Key<Duration> RUNNER_TIMEOUT =
      key("runner.timeout", DURATION_WITH_UNIT, "10s", "How long a generated program may run.");
  static final Key<Long> RUNNER_MEMORY =
      key("runner.memory", SIZE_WITH_UNIT, "512m", "How much memory a generated program may use.");
  static final Key<Boolean> RUNNER_NETWORK =
      key("runner.network", BOOLEAN, "false", "Whether generated programs may use the network.");
  static final Key<String> SPRITES_ENDPOINT =
      key("sprites.endpoint", ENDPOINT, "https://api.sprites.dev", "Where Sprites is.");
  static final Key<String> SPRITES_TOKEN = secret("sprites.token", "The token for Sprites.");
  static final Key<String> RESEARCH_PROVIDER = key(
      "research.provider",
      choice("duckduckgo", "searxng", "off"),
      "duckduckgo",
      "Who is asked when the Architect wants something looked up.");
  static final Key<String> RESEARCH_ENDPOINT = key(
      "research.endpoint",
      orEmpty(ENDPOINT),
      "\"\"",
      "Where that is; needed for searxng, empty for DuckDuckGo's own.");
  static final Key<String> GIT_AUTHOR = key(
      "git.author",
      matching("Name <address>", "[^<>\\n]+ <[^<>\\s]+>"),
      "Atelier GitBot <gitbot@atelier.local>",
      "The author of commits.");
  static final Key<String> GIT_MESSAGES =
      key("git.messages", choice("model", "derived"), "model", "Who words the commit messages.");
  static final Key<String> SCAN_RULES =
      key("scan.rules", PATH, "conf/rules.toml", "The scanner's rules.");
  static final Key<String> DATA =
      key("data", PATH, "~/.local/share/atelier", "Where journal and repositories are kept.");

  private Keys() {}

  static List<Key<?>> all() {
    return List.copyOf(TABLE);
  }

  static Optional<Key<?>> find(String name) {
    return TABLE.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** Whether other names begin with this one and a dot. */
  static boolean isGroup(String name) {
    return TABLE.stream().anyMatch(key -> key.name().startsWith(name + "."));
  }

  private static <T> Key<T> key(String name, ValueType<T> type, String defaultValue, String description) {
    var key = new Key<>(name, type, defaultValue, description, false);
    TABLE.add(key);
    return key;
  }

  private static Key<String> secret(String name, String description) {
    var key = new Key<>(name, SINGLE_LINE, "\"\"", description, true);
    TABLE.add(key);
    return key;
  }
}
