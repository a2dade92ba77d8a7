package atelier.packages.egress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What npm says of its registries; pnpm and yarn use the same. */
final class NpmClient {
  private static final String SCOPE_SUFFIX = ":registry";
  private static final String FILE = "/run/registry/npmrc";

  /** A package that every registry has which has packages of others. */
  private static final String KNOWN_PACKAGE = "npm";

  private static final JsonMapper JSON = new JsonMapper();

  private NpmClient() {}

  static Registry ask(ClientQuestions questions) throws IOException, ClientFailure {
    JsonNode settings =
        read(questions.ask(List.of("npm", "config", "list", "--json")).orElse(""));
    String registry = settings.path("registry").asString("");
    RegistryDraft draft = new RegistryDraft();
    String url = draft.registry(registry, isUsers(registry, questions));
    questions
        .ask(
            questions.newFolder(),
            Map.of("npm_config_fetch_retries", "0"),
            List.of("npm", "view", KNOWN_PACKAGE, "dist.tarball"))
        .ifPresent(draft::fileHost);
    StringBuilder scopes = new StringBuilder();
    for (var setting : settings.properties()) {
      String name = setting.getKey();
      if (name.startsWith("@") && name.endsWith(SCOPE_SUFFIX) && name.indexOf('\n') < 0) {
        String own = draft.registry(setting.getValue().asString(""), true);
        scopes.append(name).append('=').append(own).append('\n');
      }
    }
    draft.file(FILE, scopes.toString());
    draft.variable("npm_config_userconfig", FILE);
    draft.variable("npm_config_registry", url);
    draft.variable("YARN_NPM_REGISTRY_SERVER", url);
    draft.proxyVariables("npm_config_proxy", "npm_config_https_proxy", "YARN_HTTPS_PROXY");
    Certificates.add(draft, questions, settings.path("cafile").asString(""));
    return draft.registry();
  }

  /** Whether npm would use another registry without the user's settings. */
  private static boolean isUsers(String registry, ClientQuestions questions) throws IOException {
    Path folder = questions.newFolder();
    Optional<String> usual = questions.ask(
        folder,
        Map.of("npm_config_registry", "", "NPM_CONFIG_REGISTRY", ""),
        List.of(
            "npm",
            "config",
            "get",
            "registry",
            "--userconfig",
            folder.resolve("no-user").toString(),
            "--globalconfig",
            folder.resolve("no-global").toString()));
    return usual.isPresent() && !usual.get().strip().equals(registry.strip());
  }

  private static JsonNode read(String json) throws ClientFailure {
    try {
      JsonNode settings = JSON.readTree(json);
      if (settings.isObject()) {
        return settings;
      }
    } catch (JacksonException notJson) {
      // As if it had said nothing.
    }
    throw new ClientFailure("npm does not say which registry it uses (npm config list --json)");
  }
}
