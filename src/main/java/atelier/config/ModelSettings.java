package atelier.config;

import atelier.config.AssignedValues.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes models from what is set under llm; an entry's blanks are filled from there. */
final class ModelSettings {
  /**
   * What a provider brings along.
   *
   * @param defaultModel asked when none is named; empty where one must be
   * @param addressSuffix a pattern for ends of an address that people write though the wire adds them
   */
  private record Provider(
      String defaultModel,
      String addressSuffix,
      @Nullable Key<String> endpoint,
      @Nullable Key<String> key) {}

  private static final Map<String, Provider> PROVIDERS = Map.of(
      "ollama", new Provider(Keys.LLM_MODEL.defaultValue(), "/(api|v1)", Keys.OLLAMA_ENDPOINT, null),
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

  private static Settings.Model model(
      AssignedValues values, String name, ProcessEnvironment environment) {
    var model = textOf(model(values));
    if (model.isEmpty()) {
      throw new InvalidSetting("provider " + values.get(Keys.LLM_PROVIDER) + " needs " + name
          + ": which model is to be asked (--set " + name + "=NAME)");
    }
    var script = values.get(Keys.LLM_SCRIPT);
    return new Settings.Model(
        values.get(Keys.LLM_PROVIDER),
        model,
        address(values),
        values.get(Keys.LLM_SLOTS),
        values.get(Keys.LLM_CONTEXT),
        values.get(Keys.LLM_FIRST_TOKEN),
        values.get(Keys.LLM_IDLE),
        new Secret(textOf(key(values))),
        script.isEmpty() ? "" : environment.resolve(script).toString());
  }

  private static String address(AssignedValues values) {
    return textOf(endpoint(values)).replaceFirst("(" + provider(values).addressSuffix() + ")?/*$", "");
  }

  /** The model that will be asked, and who said so. */
  static Value model(AssignedValues values) {
    values.get(Keys.LLM_MODEL);
    return values.has(Keys.LLM_MODEL)
        ? values.value(Keys.LLM_MODEL)
        : new Value("llm.model", Yaml.textNode(provider(values).defaultModel()), SettingSource.BUILT_IN);
  }

  /** Where it will be asked: the stronger of {@code llm.endpoint} and the provider's own. */
  static Value endpoint(AssignedValues values) {
    return strongerOf(values, Keys.LLM_ENDPOINT, provider(values).endpoint());
  }

  /** The key it will be asked with. */
  static Value key(AssignedValues values) {
    return strongerOf(values, Keys.LLM_KEY, provider(values).key());
  }

  private static Value strongerOf(
      AssignedValues values, Key<String> generalKey, @Nullable Key<String> providerKey) {
    if (providerKey == null) {
      return values.has(generalKey)
          ? values.value(generalKey)
          : new Value(generalKey.name(), Yaml.textNode(""), SettingSource.BUILT_IN);
    }
    var general = Optional.of(values.value(generalKey))
        .filter(value -> values.has(generalKey) && !values.get(generalKey).isEmpty());
    values.get(providerKey);
    var ofProvider = values.value(providerKey);
    return general.filter(value -> !value.source().isWeakerThan(ofProvider.source())).orElse(ofProvider);
  }

  private static Provider provider(AssignedValues values) {
    return List.of(values.get(Keys.LLM_PROVIDER)).stream()
        .map(PROVIDERS::get)
        .findFirst()
        .orElseThrow();
  }

  private static String textOf(Value value) {
    return value.node().asString("");
  }
}
