package atelier.config;

import atelier.config.AssignedValues.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the models: the primary one, its fallbacks, and those of single roles. */
final class ModelSettings {
  /**
   * The defaults of a provider.
   *
   * @param defaultModel the model if none is set; empty if one must be set
   * @param addressSuffix a pattern of the API path that is removed from an endpoint, since the
   *     protocol adds it
   */
  private record Provider(
      String defaultModel,
      String addressSuffix,
      @Nullable Key<String> endpoint,
      @Nullable Key<String> key) {}

  /** By each value that {@link Keys#LLM_PROVIDER} accepts; {@code llm.Providers} has the same. */
  private static final Map<String, Provider> PROVIDERS = Map.of(
      "ollama",
          new Provider(Keys.LLM_MODEL.defaultValue(), "/(api|v1)", Keys.OLLAMA_ENDPOINT, null),
      "anthropic",
          new Provider("claude-sonnet-5-5", "/v1", Keys.ANTHROPIC_ENDPOINT, Keys.ANTHROPIC_KEY),
      "openai", new Provider("", "", Keys.OPENAI_ENDPOINT, Keys.OPENAI_KEY),
      "rehearsal", new Provider("rehearsal", "", null, null));

  private ModelSettings() {}

  static Settings.Llm of(AssignedValues values, ProcessEnvironment environment) {
    var primary = model(values, "llm.model", environment);
    var fallback = values.get(Keys.LLM_FALLBACK);
    var fallbackSource = values.value(Keys.LLM_FALLBACK).source();
    var fallbackModels = IntStream.range(0, fallback.size())
        .mapToObj(i -> {
          var name = "llm.fallback[" + i + "]";
          var entry = Assignment.fromModelEntry(name, fallback.get(i), fallbackSource);
          return model(values.withAssignments(entry), name + ".model", environment);
        })
        .toList();
    Map<String, Settings.Model> roles = new LinkedHashMap<>();
    var roleSource = values.value(Keys.LLM_ROLES).source();
    values.get(Keys.LLM_ROLES).forEach((role, node) -> {
      var name = "llm.roles." + role;
      var entry = Assignment.fromModelEntry(name, node, roleSource);
      roles.put(role, model(values.withAssignments(entry), name + ".model", environment));
    });
    return new Settings.Llm(primary, fallbackModels, roles);
  }

  /** The values of all secret settings by their names, also of models that are not in use. */
  static Map<String, Secret> secrets(AssignedValues values) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    Keys.all().stream()
        .filter(Key::secret)
        .forEach(key -> secrets.put(key.name(), new Secret(textOf(values.value(key)))));
    values
        .get(Keys.LLM_ROLES)
        .forEach((role, model) -> secrets.put("llm.roles." + role + ".key", keyOf(model)));
    var fallback = values.get(Keys.LLM_FALLBACK);
    for (int i = 0; i < fallback.size(); i++) {
      secrets.put("llm.fallback[" + i + "].key", keyOf(fallback.get(i)));
    }
    return secrets;
  }

  private static Secret keyOf(JsonNode model) {
    return new Secret(model.path("key").asString(""));
  }

  private static Settings.Model model(
      AssignedValues values, String name, ProcessEnvironment environment) {
    var model = textOf(model(values));
    if (model.isEmpty()) {
      throw new InvalidSetting("provider " + values.get(Keys.LLM_PROVIDER) + " needs " + name
          + ", the model's name (--set " + name + "=NAME)");
    }
    var script = values.get(Keys.LLM_SCRIPT);
    return new Settings.Model(
        values.get(Keys.LLM_PROVIDER),
        model,
        baseUrl(values),
        values.get(Keys.LLM_SLOTS),
        values.get(Keys.LLM_CONTEXT),
        values.get(Keys.LLM_FIRST_TOKEN),
        values.get(Keys.LLM_IDLE),
        new Secret(textOf(key(values))),
        script.isEmpty() ? "" : environment.resolve(script).toString());
  }

  private static String baseUrl(AssignedValues values) {
    var suffix = "(" + provider(values).addressSuffix() + ")?/*$";
    return textOf(endpoint(values)).replaceFirst(suffix, "");
  }

  /** Returns the name of the model that is used, with its source. */
  static Value model(AssignedValues values) {
    values.get(Keys.LLM_MODEL);
    return values.has(Keys.LLM_MODEL)
        ? values.value(Keys.LLM_MODEL)
        : builtIn("llm.model", provider(values).defaultModel());
  }

  /** Returns the endpoint that is used: {@code llm.endpoint} or the provider's, by layer. */
  static Value endpoint(AssignedValues values) {
    return strongerOf(values, Keys.LLM_ENDPOINT, provider(values).endpoint());
  }

  /** Returns the API key that is used: {@code llm.key} or the provider's, by layer. */
  static Value key(AssignedValues values) {
    return strongerOf(values, Keys.LLM_KEY, provider(values).key());
  }

  private static Value strongerOf(
      AssignedValues values, Key<String> generalKey, @Nullable Key<String> providerKey) {
    if (providerKey == null) {
      return values.has(generalKey) ? values.value(generalKey) : builtIn(generalKey.name(), "");
    }
    var general = Optional.of(values.value(generalKey))
        .filter(value -> values.has(generalKey) && !values.get(generalKey).isEmpty());
    values.get(providerKey);
    var ofProvider = values.value(providerKey);
    return general
        .filter(value -> !value.source().isWeakerThan(ofProvider.source()))
        .orElse(ofProvider);
  }

  private static Value builtIn(String name, String text) {
    return new Value(name, Yaml.textNode(text), SettingSource.BUILT_IN);
  }

  private static Provider provider(AssignedValues values) {
    var name = values.get(Keys.LLM_PROVIDER);
    var provider = PROVIDERS.get(name);
    if (provider == null) {
      throw new IllegalStateException(
          "llm.provider accepts " + name + ", but ModelSettings.PROVIDERS has no row for it");
    }
    return provider;
  }

  private static String textOf(Value value) {
    return value.node().asString("");
  }
}
