package atelier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Configuration.OptionValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  @TempDir
  Path folder;

  private final Map<String, String> variables = new HashMap<>();

  @Test
  void hasADefaultForEverySetting() {
    var settings = read().settings();

    assertThat(settings.llm().primary())
        .isEqualTo(new Settings.Model(
            "ollama",
            "qwen2.5-coder:7b",
            "http://localhost:11434",
            1,
            16_384,
            Duration.ofMinutes(10),
            Duration.ofMinutes(2),
            Secret.NONE,
            ""));
    assertThat(settings.agentCounts()).isEmpty();
    assertThat(settings.maxRetries()).isEqualTo(3);
    assertThat(settings.runner())
        .isEqualTo(new Settings.Runner("auto", Duration.ofSeconds(10), 512L << 20, false));
    assertThat(settings.dataFolder()).isEqualTo(folder.resolve("home/.local/share/atelier"));
    assertThat(read().rows()).allMatch(shown -> shown.source().equals("default"));
  }

  @Test
  void optionsOverrideTheEnvironmentTheDotenvFileAndTheSettingsFile() throws IOException {
    writeSettingsFile("retries: 1");
    assertThat(read().settings().maxRetries()).isEqualTo(1);

    write(".env", "# mine\nexport ATELIER_RETRIES='2'\nFOREIGN=x\n");
    assertThat(read().settings().maxRetries()).isEqualTo(2);

    variables.put("ATELIER_RETRIES", "4");
    assertThat(read().settings().maxRetries()).isEqualTo(4);

    var configuration = read("retries=5");
    assertThat(configuration.settings().maxRetries()).isEqualTo(5);
    assertThat(sourceOf(configuration, "retries")).isEqualTo("--set");
  }

  @Test
  void readsTheNamedFileInsteadOfTheDefaultOne() throws IOException {
    writeSettingsFile("retries: 1");
    write("other.json", "{\"llm\": {\"timeout\": {\"first-token\": \"90s\"}}}");

    var configuration = Configuration.read(environment(), Optional.of("other.json"), List.of());

    assertThat(configuration.settings().maxRetries()).isEqualTo(3);
    assertThat(configuration.settings().llm().primary().firstTokenTimeout())
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(sourceOf(configuration, "llm.timeout.first-token")).isEqualTo("other.json");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      llm.modle=x                         | llm.model
      modle=x                             | llm.model
      llm.roles.architect.modle=x         | llm.model
      http.prot=1                         | http.port
      runner.sandbx=off                   | runner.sandbox
      lm.timeout.idle=1m                  | llm.timeout.idle
      llm.roles.architect.fallback=[]     | did you mean
      """)
  void suggestsTheNearestKeyForAnUnknownOne(String option, String nearest) {
    assertThatThrownBy(() -> read(option))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("unknown setting")
        .hasMessageContaining(nearest);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      runner.timeout=10 | runner.timeout = 10 (--set) | with a unit
      runner.timeout=0s | runner.timeout = 0s | with a unit
      runner.memory=512 | runner.memory = 512 | with a unit
      llm.slots=many | llm.slots = many | a whole number from 1 to 64
      llm.slots=0 | llm.slots = 0 | a whole number from 1 to 64
      llm.slots=1.5 | llm.slots = 1.5 | a whole number from 1 to 64
      http.port=70000 | http.port = 70000 | from 0 to 65535
      llm.provider=olama | llm.provider = olama | ollama, anthropic
      llm.endpoint=localhost | llm.endpoint = localhost | http://host:11434
      roles={painter: 1} | roles = {painter: 1} | auto
      cluster.members=pi-1 | cluster.members = pi-1 | a list
      git.author=me | git.author = me | Name <address>
      llm.fallback=[3] | llm.fallback = [3] | a list of models
      llm=3 | llm (--set) is a group | llm.model
      llm.slots=[1 | --set llm.slots | is not YAML
      retries | --set | key=value
      research.provider=searxng | research.endpoint | SearXNG
      llm.provider=openai | llm.model | the model's name
      """)
  void namesTheInvalidValueAndTheAcceptedOnes(String option, String wrong, String right) {
    assertThatThrownBy(() -> read(option))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(wrong)
        .hasMessageContaining(right);
  }

  @Test
  void reportsFileAndLineOfInvalidYaml() throws IOException {
    writeSettingsFile("retries: 1\nhttp: {port: 4\n");

    assertThatThrownBy(this::read).hasMessageContaining("conf/atelier.yaml, line 2");
  }

  @Test
  void rejectsADuplicateKeyInAFile() throws IOException {
    writeSettingsFile("retries: 1\nretries: 2\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("uplicate");
  }

  @Test
  void rejectsAnUnknownAtelierVariable() {
    variables.put("ATELIER_LLM_MODLE", "x");

    assertThatThrownBy(this::read).hasMessageContaining("did you mean ATELIER_LLM_MODEL?");
  }

  @Test
  void ignoresKubernetesServiceVariables() {
    variables.put("ATELIER_SERVICE_HOST", "10.0.0.1");
    variables.put("ATELIER_PORT", "tcp://10.0.0.1:4000");
    variables.put("ATELIER_PORT_4000_TCP_ADDR", "10.0.0.1");

    assertThat(read().settings().http().port()).isEqualTo(4000);
  }

  @Test
  void neverShowsASecret() throws IOException {
    variables.put("ANTHROPIC_API_KEY", "sk-topsecret");
    variables.put("ATELIER_TOKEN", "tok-topsecret");
    writeSettingsFile("llm: {fallback: [{provider: openai, model: m, key: fb-topsecret}]}");

    var configuration = read();

    assertThat(configuration.rows().toString()).doesNotContain("topsecret").contains("****");
    assertThat(configuration.settings().toString()).doesNotContain("topsecret");
    assertThat(sourceOf(configuration, "http.token")).isEqualTo("ATELIER_TOKEN, environment");
    assertThatThrownBy(() -> read("anthropic.key=a\ntopsecret"))
        .hasMessageContaining("anthropic.key")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void rejectsAnInvalidDotenvLineOnlyIfItNamesAnAtelierVariable() throws IOException {
    write(".env", "SOMEBODY_ELSE: 'x\nATELIER_RETRIES=2 # few\n");
    assertThat(read().settings().maxRetries()).isEqualTo(2);

    write(".env", "X=1\nOLLAMA_URL http://gpu\n");
    assertThatThrownBy(this::read).hasMessageContaining(".env, line 2 is not NAME=value");
  }

  @Test
  void readsOptionsWithYamlValues() {
    var settings = read(
            "cluster.members=[10.0.0.2:5701,10.0.0.3:5701]",
            "roles.writer=2",
            "roles.runner=0",
            "research.provider=off",
            "http.token=0123")
        .settings();

    assertThat(settings.cluster().members()).containsExactly("10.0.0.2:5701", "10.0.0.3:5701");
    assertThat(settings.agentCounts()).isEqualTo(Map.of("writer", 2, "runner", 0));
    assertThat(settings.research().provider()).isEqualTo("off");
    assertThat(settings.http().token().value()).isEqualTo("0123");
  }

  @Test
  void theSampleFileContainsEverySettingWithItsDefault() throws IOException {
    var uncommented = Files.readString(Path.of("conf/atelier.yaml"))
        .replaceAll("(?m)^##.*$", "")
        .replaceAll("(?m)^#", "");
    writeSettingsFile(uncommented);

    var configuration = read();

    assertThat(configuration.settings()).isEqualTo(defaults());
    assertThat(configuration.rows()).allMatch(shown -> shown.source().equals("conf/atelier.yaml"));
  }

  @Test
  void theMarkdownReferenceMatchesTheKeys() throws IOException {
    assertThat(Files.readString(Path.of("docs/settings.md")))
        .as("generate it with: config --markdown > docs/settings.md")
        .isEqualTo(Configuration.markdownReference());
  }

  private Settings defaults() throws IOException {
    Files.delete(folder.resolve("conf/atelier.yaml"));
    return read().settings();
  }

  private Configuration read(String... options) {
    return Configuration.read(
        environment(),
        Optional.empty(),
        Arrays.stream(options).map(OptionValue::set).toList());
  }

  private ProcessEnvironment environment() {
    return new ProcessEnvironment(variables, folder, folder.resolve("home"));
  }

  private void writeSettingsFile(String yaml) throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    write("conf/atelier.yaml", yaml);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String sourceOf(Configuration configuration, String key) {
    return configuration.rows().stream()
        .filter(shown -> shown.key().equals(key))
        .map(Configuration.SettingRow::source)
        .findFirst()
        .orElseThrow();
  }
}
