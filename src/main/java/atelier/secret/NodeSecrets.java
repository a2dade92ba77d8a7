package atelier.secret;

import atelier.config.Secret;
import atelier.config.Settings;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects the secrets of a node: from its settings, its environment and its files. */
public final class NodeSecrets {
  private static final int MAX_FILE_BYTES = 64 * 1024;
  private static final int MIN_CHARS = 8;
  private static final int MIN_NAME_CHARS = 16;

  /** Variables whose value is a secret; not the folder {@code PWD}. */
  private static final Pattern VARIABLE = Pattern.compile(
      "(?i).*(TOKEN|SECRET|PASSW|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL).*"
          + "|(.*_)?(KEY|AUTH|PAT|COOKIE)|.+_PWD|.*_AUTH_CONFIG");

  /** Variables that say where a secret is, or something about it. */
  private static final Pattern NO_VALUE =
      Pattern.compile("(?i)OLDPWD|.*_(FILE|PATH|DIR|HOST|PORT|NAME|USER|TIMEOUT|SOCK)");

  private static final Pattern USER_INFO =
      Pattern.compile("(?:^|://)([^/\\s:@\"']*):([^/\\s\"']*)@(?=[\\w.\\[])");
  private static final Pattern QUERY_SECRET = Pattern.compile(
      "(?i)[?&;][\\w.-]*(?:token|key|secret|sig|pass|auth|code)[\\w.-]*=([^&#;\\s\"']+)");

  /** A line of YAML or XML in Hazelcast's file. */
  private static final Pattern FILE_SECRET = Pattern.compile(
      "(?i)[\\w-]*(?:password|secret|token|key)[\\w-]*[\"']?\\s*[:=>]\\s*[\"']?([^\"'\\s#<]+)");

  private static final Pattern SEPARATOR = Pattern.compile("[\\s\"{}\\[\\],]+");

  private NodeSecrets() {}

  /** All secrets of a node, the most telling names first. Blocking: reads files. */
  public static List<NamedSecret> of(Settings settings, Map<String, String> environment) {
    List<NamedSecret> secrets = new ArrayList<>(ofSettings(settings));
    secrets.addAll(ofEnvironment(environment));
    secrets.addAll(ofTokenFile(settings.dataFolder().resolve("http-token")));
    Settings.Cluster cluster = settings.cluster();
    if (!cluster.tlsFolder().isEmpty()) {
      keyFiles(Path.of(cluster.tlsFolder()))
          .forEach(key -> secrets.add(NamedSecret.of("cluster.tls", key)));
    }
    FILE_SECRET
        .matcher(read(cluster.hazelcastFile()))
        .results()
        .map(match -> NamedSecret.of("cluster.hazelcast", match.group(1)))
        .filter(NamedSecret::looksGenerated)
        .forEach(secrets::add);
    NamedSecret name = NamedSecret.whole("cluster.name", cluster.name());
    if (cluster.name().length() >= MIN_NAME_CHARS && name.looksGenerated()) {
      secrets.add(name);
    }
    return List.copyOf(secrets);
  }

  /** The values of secret settings; of a proxy's address its password. */
  public static List<NamedSecret> ofSettings(Settings settings) {
    List<NamedSecret> secrets = new ArrayList<>();
    settings.secrets().forEach((name, secret) -> addSetting(name, secret, secrets));
    return secrets;
  }

  private static void addSetting(String name, Secret secret, List<NamedSecret> secrets) {
    List<NamedSecret> inAddress = inAddress(name, secret.value());
    if (!inAddress.isEmpty()) {
      secrets.addAll(inAddress);
    } else if (secret.isSet() && !name.startsWith("proxy.")) {
      secrets.add(NamedSecret.of(name, secret.value()));
    }
  }

  /** The token of HTTP clients that this node generated; none if it has none. */
  public static List<NamedSecret> ofTokenFile(Path file) {
    String token = read(file).strip();
    return token.isEmpty() ? List.of() : List.of(NamedSecret.of("http.token", token));
  }

  /** The values of variables that are secrets by their names, and what addresses contain. */
  public static List<NamedSecret> ofEnvironment(Map<String, String> environment) {
    List<NamedSecret> secrets = new ArrayList<>();
    environment.forEach((name, value) -> {
      List<NamedSecret> inAddress = inAddress(name, value);
      secrets.addAll(inAddress);
      if (inAddress.isEmpty()
          && VARIABLE.matcher(name).matches()
          && !NO_VALUE.matcher(name).matches()) {
        values(value).map(part -> NamedSecret.of(name, part)).forEach(secrets::add);
      }
    });
    return secrets.stream().filter(NamedSecret::looksGenerated).toList();
  }

  /** The value itself; the long words of one that has several, such as JSON. */
  private static Stream<String> values(String value) {
    if (value.contains("-----BEGIN")) {
      return Stream.of(value);
    } else if (SEPARATOR.matcher(value).find()) {
      return SEPARATOR
          .splitAsStream(value)
          .filter(word -> word.length() >= MIN_NAME_CHARS && !word.contains("://"));
    }
    return isFile(value) || value.contains("://") ? Stream.empty() : Stream.of(value);
  }

  private static boolean isFile(String value) {
    return value.startsWith("/") && Files.exists(Path.of(value));
  }

  /** The password and the secret parameters of each address in a text. */
  private static List<NamedSecret> inAddress(String name, String text) {
    List<NamedSecret> secrets = new ArrayList<>();
    Matcher user = USER_INFO.matcher(text);
    while (user.find()) {
      String password = decode(user.group(2));
      secrets.add(
          password.length() >= MIN_CHARS
              ? NamedSecret.of(name, password)
              : NamedSecret.whole(name, decode(user.group(1)) + ":" + password));
    }
    QUERY_SECRET
        .matcher(text)
        .results()
        .map(match -> NamedSecret.of(name, decode(match.group(1))))
        .forEach(secrets::add);
    return secrets;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private static List<String> keyFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".pem"))
          .map(NodeSecrets::read)
          .filter(text -> text.contains("PRIVATE KEY"))
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** The text of a file; empty if it is missing, unreadable or too large to be one of ours. */
  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES
          ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException unreadable) {
      return "";
    }
  }
}
