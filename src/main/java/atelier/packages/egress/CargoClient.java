package atelier.packages.egress;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * What cargo says of its registries. No command prints them: cargo resolves a package in a new
 * {@code CARGO_HOME}, and makes a folder there for each registry, whose name begins with its host.
 * In it is the registry's {@code config.json} with the place of its files.
 */
final class CargoClient {
  private static final String MANIFEST = """
      [package]
      name = "question"
      version = "0.1.0"

      [dependencies]
      libc = "0.2"
      """;
  private static final Pattern INDEX = Pattern.compile("([a-z0-9.-]+)-[0-9a-f]{16}");
  private static final String SPARSE = "sparse+";
  private static final TomlMapper TOML = new TomlMapper();
  private static final JsonMapper JSON = new JsonMapper();

  private CargoClient() {}

  static Registry ask(ClientQuestions questions) throws IOException, ClientFailure {
    JsonNode own = ownSettings(questions);
    RegistryDraft draft = new RegistryDraft();
    ObjectNode settings = TOML.createObjectNode();
    copySources(own, settings, draft);
    String text = text(settings);
    String certificates = own.path("http").path("cainfo").asString("");
    addRegistries(draft, questions, text, own.path("http"));
    if (!settings.isEmpty()) {
      // Cargo looks in all folders above the one where it is called.
      draft.file("/work/.cargo/config.toml", text);
    }
    draft.proxyVariables("CARGO_HTTP_PROXY");
    Certificates.add(draft, questions, certificates);
    return draft.registry();
  }

  private static JsonNode ownSettings(ClientQuestions questions) throws IOException, ClientFailure {
    String variable = questions.variable("CARGO_HOME");
    Path home = variable.isEmpty() ? questions.home().resolve(".cargo") : Path.of(variable);
    Path file = Stream.of("config", "config.toml")
        .map(home::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(home);
    try {
      return Files.isRegularFile(file)
          ? TOML.readTree(Files.readString(file))
          : TOML.createObjectNode();
    } catch (JacksonException e) {
      throw new ClientFailure("cargo's settings cannot be read: " + file);
    }
  }

  /** Copies where registries are and which replaces which; no token and no program. */
  private static void copySources(JsonNode own, ObjectNode settings, RegistryDraft draft)
      throws ClientFailure {
    for (String table : List.of("source", "registries")) {
      for (var source : own.path(table).properties()) {
        for (String key : List.of("registry", "index", "replace-with")) {
          String value = source.getValue().path(key).asString("");
          if (!value.isEmpty()) {
            settings
                .withObject("/" + table)
                .withObject("/" + source.getKey().replace("~", "~0").replace("/", "~1"))
                .put(key, key.equals("replace-with") ? value : url(value, draft));
          }
        }
      }
    }
  }

  private static String text(ObjectNode settings) {
    return settings.isEmpty() ? "" : TOML.writeValueAsString(settings);
  }

  private static String url(String value, RegistryDraft draft) throws ClientFailure {
    return value.startsWith(SPARSE)
        ? SPARSE + draft.registry(value.substring(SPARSE.length()), true)
        : draft.registry(value, true);
  }

  private static void addRegistries(
      RegistryDraft draft, ClientQuestions questions, String settings, JsonNode http)
      throws IOException, ClientFailure {
    Path home = questions.newFolder();
    Path project = questions.newFolder();
    ObjectNode connection = TOML.createObjectNode();
    for (String key : List.of("proxy", "cainfo")) {
      if (http.path(key).isString()) {
        connection.withObject("/http").put(key, http.path(key).stringValue());
      }
    }
    Files.writeString(home.resolve("config.toml"), settings + "\n" + text(connection));
    Files.writeString(project.resolve("Cargo.toml"), MANIFEST);
    Files.createDirectory(project.resolve("src"));
    Files.writeString(project.resolve("src/lib.rs"), "");
    questions.ask(
        project,
        Map.of("CARGO_HOME", home.toString(), "CARGO_NET_RETRY", "1"),
        List.of("cargo", "generate-lockfile", "--quiet"));
    Path indexes = home.resolve("registry/index");
    if (!Files.isDirectory(indexes)) {
      throw new ClientFailure("the registry of cargo does not answer (cargo generate-lockfile)");
    }
    try (Stream<Path> found = Files.list(indexes)) {
      for (Path index : found.toList()) {
        addIndex(draft, index);
      }
    }
  }

  private static void addIndex(RegistryDraft draft, Path index) throws IOException {
    Matcher name = INDEX.matcher(index.getFileName().toString());
    if (name.matches()) {
      draft.host(name.group(1));
    }
    Path config = index.resolve("config.json");
    Optional<String> json =
        Files.isRegularFile(config) ? Optional.of(Files.readString(config)) : Optional.empty();
    try {
      // Markers such as {crate} are not part of a URL.
      json.map(JSON::readTree)
          .map(settings -> settings.path("dl").asString(""))
          .map(url -> url.indexOf('{') < 0 ? url : url.substring(0, url.indexOf('{')))
          .ifPresent(draft::fileHost);
    } catch (JacksonException notJson) {
      // The registry's own host remains.
    }
  }
}
