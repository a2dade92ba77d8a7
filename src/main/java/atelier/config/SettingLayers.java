package atelier.config;

import atelier.config.SettingSource.Layer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads each source of settings into a list of assignments. */
final class SettingLayers {
  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final Path DEFAULT_FILE = Path.of("conf", "atelier.yaml");

  /** Variables without our prefix that set a key; of two for one key, the later one counts. */
  private static final Map<String, Key<?>> EXTERNAL_VARIABLES = externalVariables();

  /** Variables that Kubernetes and Docker set for a service named atelier. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("ATELIER(_.*)?_(SERVICE_(HOST|PORT.*)|PORT_\\d+_(TCP|UDP).*)");

  private static final Pattern DOTENV_LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");

  /** A line of {@code .env} must be valid only if it names one of our variables. */
  private static final Pattern OWN_VARIABLE =
      Pattern.compile("^[^#]*(ATELIER_|" + String.join("|", EXTERNAL_VARIABLES.keySet()) + ")");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  private SettingLayers() {}

  private static Map<String, Key<?>> externalVariables() {
    Map<String, Key<?>> variables = new LinkedHashMap<>();
    variables.put("OLLAMA_URL", Keys.OLLAMA_ENDPOINT);
    variables.put("ANTHROPIC_API_KEY", Keys.ANTHROPIC_KEY);
    variables.put("OPENAI_BASE_URL", Keys.OPENAI_ENDPOINT);
    variables.put("OPENAI_API_KEY", Keys.OPENAI_KEY);
    variables.put("SPRITES_TOKEN", Keys.SPRITES_TOKEN);
    variables.put("ATELIER_TOKEN", Keys.HTTP_TOKEN);
    variables.put("HTTP_PROXY", Keys.PROXY_HTTP);
    variables.put("http_proxy", Keys.PROXY_HTTP);
    variables.put("HTTPS_PROXY", Keys.PROXY_HTTPS);
    variables.put("https_proxy", Keys.PROXY_HTTPS);
    variables.put("ALL_PROXY", Keys.PROXY_ALL);
    variables.put("all_proxy", Keys.PROXY_ALL);
    variables.put("NO_PROXY", Keys.PROXY_EXCEPT);
    variables.put("no_proxy", Keys.PROXY_EXCEPT);
    return variables;
  }

  /** Reads the file that the user named, else the default file if it exists. */
  static List<Assignment> readFile(ProcessEnvironment environment, Optional<String> userFile) {
    var path = userFile
        .map(environment::resolve)
        .orElse(environment.settingsFolder().resolve(DEFAULT_FILE));
    var displayName = userFile.orElse(DEFAULT_FILE.toString());
    if (userFile.isEmpty() && !Files.exists(path)) {
      return List.of();
    }
    var tree = Yaml.parse(readText(path, displayName), displayName, false);
    return tree.isMissingNode() || tree.isNull()
        ? List.of()
        : Assignment.fromTree(tree, new SettingSource(Layer.FILE, displayName));
  }

  /** Reads {@code .env} in the settings folder if it exists. */
  static List<Assignment> readDotenv(ProcessEnvironment environment) {
    var path = environment.settingsFolder().resolve(".env");
    if (!Files.isRegularFile(path)) {
      return List.of();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    int number = 0;
    for (var line : readText(path, ".env").lines().toList()) {
      number++;
      var match = DOTENV_LINE.matcher(line);
      if (match.matches()) {
        variables.put(match.group(1), unquote(match.group(2)));
      } else if (OWN_VARIABLE.matcher(line).find()) {
        throw new InvalidSetting(".env, line " + number + " is not NAME=value");
      }
    }
    return readVariables(variables, Layer.DOTENV, ".env");
  }

  static List<Assignment> readEnvironment(ProcessEnvironment environment) {
    return readVariables(environment.variables(), Layer.ENVIRONMENT, "environment");
  }

  /** Reads the options in the order in which they were given. */
  static List<Assignment> readOptions(List<Configuration.OptionValue> options) {
    List<Assignment> assignments = new ArrayList<>();
    for (var option : options) {
      var source = new SettingSource(Layer.OPTION, option.option());
      assignments.addAll(Assignment.fromText(option.name(), option.value(), source));
    }
    return assignments;
  }

  private static List<Assignment> readVariables(
      Map<String, String> variables, Layer layer, String origin) {
    List<Assignment> assignments = new ArrayList<>();
    EXTERNAL_VARIABLES.forEach((variable, key) -> {
      var value = variables.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        var source = new SettingSource(layer, variable + ", " + origin);
        assignments.add(Assignment.forKey(key, variable, value, source));
      }
    });
    variables.forEach((variable, value) -> {
      if (variable.startsWith("ATELIER_")
          && !EXTERNAL_VARIABLES.containsKey(variable)
          && !value.isEmpty()) {
        var source = new SettingSource(layer, variable + ", " + origin);
        findKey(variable, value, origin)
            .ifPresent(key -> assignments.add(Assignment.forKey(key, key.name(), value, source)));
      }
    });
    return assignments;
  }

  private static Optional<Key<?>> findKey(String variable, String value, String origin) {
    for (var key : Keys.all()) {
      if (key.variable().equals(variable)) {
        return Optional.of(key);
      }
    }
    if (SERVICE_LINK.matcher(variable).matches()
        || (variable.endsWith("_PORT") && value.matches("(tcp|udp)://.*"))) {
      return Optional.empty();
    }
    var names = Keys.all().stream().map(Key::variable).toList();
    throw new InvalidSetting("unknown setting " + variable + " (" + origin + "): did you mean "
        + DidYouMean.suggest(variable, names) + "? \"atelier config\" lists all settings");
  }

  private static String unquote(String value) {
    var quoted = QUOTED.matcher(value.replaceFirst("(?<=[\"'])\\s+#.*$", ""));
    if (quoted.matches()) {
      return quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
    }
    return value.replaceFirst("(^|\\s+)#.*$", "");
  }

  private static String readText(Path path, String displayName) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new InvalidSetting("there is no file " + displayName);
      }
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new InvalidSetting(
            displayName + " is larger than 1 MiB, the limit for a settings file");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new InvalidSetting(displayName + " is not UTF-8 text");
    } catch (IOException e) {
      throw new InvalidSetting(displayName + " cannot be read: check its permissions");
    }
  }
}
