package atelier.packages.egress;

import atelier.pattern.Pattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Go says of its module proxies and of its checksum database. */
final class GoClient {
  private static final List<String> QUESTION =
      List.of("go", "env", "-json", "GOPROXY", "GOSUMDB", "GONOSUMDB");

  private static final JsonMapper JSON = new JsonMapper();

  private GoClient() {}

  static Registry ask(ClientQuestions questions) throws IOException, ClientFailure {
    JsonNode own = read(questions.ask(QUESTION).orElse(""));
    JsonNode usual = read(questions
        .ask(questions.newFolder(), Map.of("GOENV", "off", "GOPROXY", "", "GOSUMDB", ""), QUESTION)
        .orElse(""));
    RegistryDraft draft = new RegistryDraft();
    boolean isUsers = !own.path("GOPROXY").equals(usual.path("GOPROXY"));
    List<String> proxies = new ArrayList<>();
    for (String proxy : Pattern.of("[,|]").split(own.path("GOPROXY").asString(""))) {
      // Modules are never fetched from where their sources are: that is any host.
      if (!proxy.isBlank() && !proxy.strip().equals("direct") && !proxy.strip().equals("off")) {
        proxies.add(draft.registry(proxy, isUsers));
      }
    }
    if (proxies.isEmpty()) {
      throw new ClientFailure("go uses no module proxy (go env GOPROXY)");
    }
    draft.variable("GOPROXY", String.join(",", proxies));
    addChecksums(
        draft,
        own.path("GOSUMDB").asString(""),
        !own.path("GOSUMDB").equals(usual.path("GOSUMDB")));
    draft.variable("GONOSUMDB", own.path("GONOSUMDB").asString(""));
    draft.variable("GOENV", "off");
    draft.variable("GOTOOLCHAIN", "local");
    Certificates.add(draft, questions, "");
    return draft.registry();
  }

  /** {@code off}, or a name with an optional key, and an optional URL instead of the name. */
  private static void addChecksums(RegistryDraft draft, String database, boolean isUsers)
      throws ClientFailure {
    List<String> words = Pattern.of("\\s+").split(database.strip());
    String name = words.get(0);
    if (name.isEmpty() || name.equals("off")) {
      draft.variable("GOSUMDB", "off");
    } else if (words.size() > 1) {
      draft.variable("GOSUMDB", name + " " + draft.registry(words.get(1), isUsers));
    } else {
      int key = name.indexOf('+');
      draft.registry("https://" + (key < 0 ? name : name.substring(0, key)), isUsers);
      draft.variable("GOSUMDB", name);
    }
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
    throw new ClientFailure("go does not say which module proxy it uses (go env GOPROXY)");
  }
}
