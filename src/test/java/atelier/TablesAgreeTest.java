package atelier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Configuration;
import atelier.config.Configuration.OptionValue;
import atelier.config.ProcessEnvironment;
import atelier.config.Secret;
import atelier.config.Settings;
import atelier.event.EventCodec;
import atelier.llm.ModelRouter;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables of the same things in rooms that cannot see each other, or in another language. */
final class TablesAgreeTest {
  private static final Path EVENT_HANDLERS =
      Path.of("src/main/resources/web/dashboard/data/eventHandlers.js");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    Await.await(vertx.close());
  }

  /** Fails if {@code llm.provider} accepts a value that {@code ModelSettings} does not have. */
  private static Settings.Llm settingsOf(String provider) {
    var environment = new ProcessEnvironment(Map.of(), Path.of("/nowhere"), Path.of("/home/me"));
    var options = List.of(
        new OptionValue("llm.provider", provider, "--set"),
        new OptionValue("llm.model", "any", "--set"));
    return Configuration.read(environment, Optional.empty(), options).settings().llm();
  }

  private static Settings.Llm withProvider(Settings.Llm llm, String provider) {
    var model = new Settings.Model(
        provider, "any", "", 1, 2_048, Duration.ZERO, Duration.ZERO, new Secret(""), "");
    return new Settings.Llm(model, llm.fallback(), llm.roles());
  }

  private static List<String> providersInKeys() {
    var row = Pattern.compile("\\| `llm\\.provider` \\|[^|]*\\|([^|]*)\\|")
        .matcher(Configuration.markdownReference());
    assertThat(row.find()).isTrue();
    return List.of(row.group(1).strip().split(", "));
  }

  @Test
  void settingsAndClientsHaveTheSameModelProviders() {
    var providers = providersInKeys();
    for (String provider : providers) {
      ModelRouter.create(vertx, settingsOf(provider));
    }

    var unknown = withProvider(settingsOf("ollama"), "unknown");
    assertThatThrownBy(() -> ModelRouter.create(vertx, unknown))
        .as("the message lists the rows of llm.Providers")
        .hasMessageEndingWith(
            "is not one of " + String.join(", ", providers.stream().sorted().toList()));
  }

  private static Stream<String> eventTypes() {
    return EventCodec.eventClasses().stream()
        .map(type ->
            type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }

  private static List<String> matches(String regex, Path file) throws IOException {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(Files.readString(file))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void theDashboardHandlesEveryEvent() throws IOException {
    assertThat(matches("^  [a-z_]+(?=[:(])", EVENT_HANDLERS).stream().map(String::strip))
        .containsAll(eventTypes().toList());
  }

  @Test
  void everyEventIsDocumented() throws IOException {
    assertThat(String.join("\n", matches("^\\| `.*? \\|", Path.of("docs/events.md"))))
        .contains(eventTypes().map(type -> "`" + type + "`").toList());
  }
}
