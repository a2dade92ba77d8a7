package atelier.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Settings together with where each came from. */
public record Configuration(Settings settings, List<SettingRow> rows) {
  private static final String MARKDOWN_TEMPLATE = """
      # Settings

      Defaults are weaker than `conf/atelier.yaml` (or `--conf FILE`), that is weaker than `.env`
      and the environment, and these are weaker than `--set key=value` and the other options. A
      value given to `--set` or in a variable is read as YAML. `atelier config` shows what is in
      force, and where it came from.

      Every setting has a variable: `ATELIER_` and its name in capitals, with `_` for `.` and `-`,
      such as `ATELIER_LLM_TIMEOUT_FIRST_TOKEN`. Besides, `OLLAMA_URL` sets `ollama.endpoint`,
      `ANTHROPIC_API_KEY` sets `anthropic.key`, `OPENAI_BASE_URL` sets `openai.endpoint`,
      `OPENAI_API_KEY` sets `openai.key`, `SPRITES_TOKEN` sets `sprites.token` and `ATELIER_TOKEN`
      sets `http.token`.

      An entry of `llm.roles` or `llm.fallback` takes what stands under `llm`, and has the blanks
      filled from there; one with another provider begins with that provider's own endpoint and key.

      | setting | default | takes | meaning |
      |---|---|---|---|
      %s

      This page is made by `atelier config --markdown`.
      """;

  public Configuration {
    rows = List.copyOf(rows);
  }

  /**
   * A setting given on the command line.
   *
   * @param name the key, such as {@code http.port}
   * @param option for messages, such as {@code --port}
   */
  public record OptionValue(String name, String value, String option) {
    /**
     * What {@code --set} was given.
     *
     * @throws BadSetting where it is not {@code key=value}
     */
    public static OptionValue set(String keyAndValue) {
      int equals = keyAndValue.indexOf('=');
      if (equals < 1) {
        throw new InvalidSetting("--set takes key=value, such as --set llm.model=NAME");
      }
      return new OptionValue(
          keyAndValue.substring(0, equals).strip(), keyAndValue.substring(equals + 1), "--set");
    }
  }

  /** A setting for people: a secret's value is masked. */
  public record SettingRow(String key, String value, String source) {}

  /**
   * Reads everything: defaults, then the file, then {@code .env} and the environment, then options.
   *
   * @param file the one named by the user instead of {@code conf/atelier.yaml}
   * @throws BadSetting where something is not known or not of its kind
   */
  public static Configuration read(
      ProcessEnvironment environment, Optional<String> file, List<OptionValue> options) {
    var values = AssignedValues.none()
        .withAssignments(SettingLayers.readFile(environment, file))
        .withAssignments(SettingLayers.readDotenv(environment))
        .withAssignments(SettingLayers.readEnvironment(environment))
        .withAssignments(SettingLayers.readOptions(options));
    Keys.all().forEach(values::get);
    return new Configuration(settings(values, environment), toRows(values));
  }

  private static Settings settings(AssignedValues values, ProcessEnvironment environment) {
    return new Settings(
        ModelSettings.of(values, environment),
        values.get(Keys.ROLES),
        values.get(Keys.NODE),
        values.get(Keys.RETRIES),
        values.get(Keys.PROJECTS),
        new Settings.Http(
            values.get(Keys.HTTP_HOST),
            values.get(Keys.HTTP_PORT),
            secret(values, Keys.HTTP_TOKEN),
            values.get(Keys.HTTP_HOSTS)),
        new Settings.Cluster(
            values.get(Keys.CLUSTER_ENABLED),
            values.get(Keys.CLUSTER_NAME),
            values.get(Keys.CLUSTER_SIZE),
            values.get(Keys.CLUSTER_INTERFACE),
            values.get(Keys.CLUSTER_MEMBERS),
            values.get(Keys.CLUSTER_PORT),
            values.get(Keys.CLUSTER_TLS).isEmpty()
                ? ""
                : environment.resolve(values.get(Keys.CLUSTER_TLS)).toString(),
            environment.resolve(values.get(Keys.CLUSTER_HAZELCAST))),
        new Settings.Runner(
            values.get(Keys.RUNNER_SANDBOX),
            values.get(Keys.RUNNER_TIMEOUT),
            values.get(Keys.RUNNER_MEMORY),
            values.get(Keys.RUNNER_NETWORK)),
        new Settings.Sprites(values.get(Keys.SPRITES_ENDPOINT), secret(values, Keys.SPRITES_TOKEN)),
        research(values),
        new Settings.Git(values.get(Keys.GIT_AUTHOR), values.get(Keys.GIT_MESSAGES)),
        new Settings.Scan(environment.resolve(values.get(Keys.SCAN_RULES))),
        environment.resolve(values.get(Keys.DATA)));
  }

  private static Settings.Research research(AssignedValues values) {
    var research = new Settings.Research(
        values.get(Keys.RESEARCH_PROVIDER), values.get(Keys.RESEARCH_ENDPOINT));
    if (research.provider().equals("searxng") && research.endpoint().isEmpty()) {
      throw new InvalidSetting("research.provider = searxng needs research.endpoint: the address of"
          + " your SearXNG, such as http://localhost:8888");
    }
    return research;
  }

  private static Secret secret(AssignedValues values, Key<String> key) {
    return new Secret(values.get(key));
  }

  private static List<SettingRow> toRows(AssignedValues values) {
    var computed = Map.<Key<?>, AssignedValues.Value>of(
        Keys.LLM_MODEL, ModelSettings.model(values),
        Keys.LLM_ENDPOINT, ModelSettings.endpoint(values),
        Keys.LLM_KEY, ModelSettings.key(values));
    return Keys.all().stream()
        .map(key -> toRows(key, computed.getOrDefault(key, values.value(key))))
        .toList();
  }

  private static SettingRow toRows(Key<?> key, AssignedValues.Value value) {
    var text = key.secret()
        ? new Secret(value.node().asString("")).toString()
        : ValueFormat.format(value.node());
    return new SettingRow(key.name(), text, value.source().origin());
  }

  /** The reference of all settings, as {@code docs/settings.md} has it. */
  public static String markdownReference() {
    var rows = Keys.all().stream()
        .map(key -> "| `%s` | `%s` | %s | %s |"
            .formatted(key.name(), key.defaultValue(), key.type().accepts(), key.description()))
        .collect(Collectors.joining("\n"));
    return MARKDOWN_TEMPLATE.formatted(rows);
  }
}
