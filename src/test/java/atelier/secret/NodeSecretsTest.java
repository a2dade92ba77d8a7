package atelier.secret;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Configuration;
import atelier.config.Configuration.OptionValue;
import atelier.config.ProcessEnvironment;
import atelier.config.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeSecretsTest {
  @TempDir
  private Path folder;

  private Settings settings(String... options) {
    return Configuration.read(
            new ProcessEnvironment(Map.of(), folder, folder),
            Optional.empty(),
            Arrays.stream(options).map(OptionValue::set).toList())
        .settings();
  }

  private static String redact(List<NamedSecret> secrets, String text) {
    return SecretRedactor.of(secrets).redact(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "llm.key=canary-7f3a91 | canary-7f3a91 | llm.key",
        "anthropic.key=canary-7f3a91 | canary-7f3a91 | anthropic.key",
        "openai.key=canary-7f3a91 | canary-7f3a91 | openai.key",
        "http.token=canary-7f3a91 | canary-7f3a91 | http.token",
        "sprites.token=canary-7f3a91 | canary-7f3a91 | sprites.token",
        "llm.roles.writer.key=canary-7f3a91 | canary-7f3a91 | llm.roles.writer.key",
        "llm.fallback=[{model: m, key: canary-7f3a91}] | canary-7f3a91 | llm.fallback[0].key",
        "proxy.https=http://me:canary-7f3a91@proxy:3128 | canary-7f3a91 | proxy.https",
        "proxy.all=socks5://me:c%40nary-7f3a91@proxy | c@nary-7f3a91 | proxy.all",
        "proxy.http=me:pw3a91@proxy:80 | me:pw3a91 | proxy.http",
        "cluster.name=board-Xk29vQ7fLm31 | board-Xk29vQ7fLm31 | cluster.name"
      })
  void findsTheSecretsOfSettings(String option, String value, String name) {
    List<NamedSecret> secrets = NodeSecrets.of(settings(option), Map.of());

    assertThat(redact(secrets, "is " + value + ".")).isEqualTo("is [redacted: " + name + "].");
    assertThat(secrets.toString()).doesNotContain(value);
  }

  @Test
  void ofAProxyOnlyTheCredentialsAreSecret() {
    var secrets = NodeSecrets.of(
        settings("proxy.all=http://somebody:canary-7f3a91@proxy.example.com:3128"), Map.of());

    assertThat(redact(secrets, "somebody asks proxy.example.com:3128"))
        .isEqualTo("somebody asks proxy.example.com:3128");
    assertThat(redact(
            secrets,
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("somebody:canary-7f3a91".getBytes(StandardCharsets.UTF_8))))
        .contains("[redacted: proxy.all]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GITHUB_TOKEN=canary-7f3a91",
        "AWS_SECRET_ACCESS_KEY=canary-7f3a91",
        "AWS_ACCESS_KEY_ID=canary-7f3a91",
        "DB_PASSWORD=canary-7f3a91",
        "MYSQL_PWD=canary-7f3a91",
        "npm_config_//registry/:_authToken=canary-7f3a91",
        "SECRET_KEY_BASE=canary-7f3a91",
        "DATABASE_URL=postgres://me:canary-7f3a91@db/shop",
        "WEBHOOK=https://x.example/hook?id=1&token=canary-7f3a91",
        "https_proxy=http://me:canary-7f3a91@proxy:3128"
      })
  void findsTheSecretsOfTheEnvironment(String variable) {
    String[] parts = variable.split("=", 2);
    var secrets = NodeSecrets.ofEnvironment(Map.of(parts[0], parts[1]));

    assertThat(redact(secrets, "is canary-7f3a91.")).isEqualTo("is [redacted: " + parts[0] + "].");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH=/usr/local/bin:/usr/bin",
        "PWD=/work/some-Place-01",
        "SSH_AUTH_SOCK=/tmp/ssh-Xk29vQ7f/agent.81",
        "TOKEN_FILE=/run/secrets/t0ken-Xk29",
        "DB_PASSWORD=password",
        "DB_PASSWORD=password1234",
        "CI_TOKEN=test-token",
        "API_KEY=changeme",
        "SECRET_KEY=secretkey",
        "AWS_DEFAULT_REGION=eu-central-1"
      })
  void leavesOrdinaryVariables(String variable) {
    String[] parts = variable.split("=", 2);
    var secrets = NodeSecrets.ofEnvironment(Map.of(parts[0], parts[1]));

    assertThat(redact(secrets, "is " + parts[1])).isEqualTo("is " + parts[1]);
  }

  @Test
  void findsTheSecretsInFiles() throws Exception {
    String key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"
        + "MzEfYyjiWA4R4ypbHqGC0H0tRsX1kqXh3gqQv4YkJ2uL0mC9aPzWbN8dTeSf5xVi";
    Path keys = Files.createDirectories(folder.resolve("keys"));
    Files.writeString(
        keys.resolve("node-key.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + key.substring(0, 64) + "\n" + key.substring(64)
            + "\n-----END PRIVATE KEY-----\n");
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        folder.resolve("conf/hazelcast.yaml"), "hazelcast:\n  secret-key: \"Hz-canary-3141\"\n");
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/http-token"), "Tk_canary-592653\n");
    var secrets = NodeSecrets.of(settings("cluster.tls=keys", "data=data"), Map.of());

    assertThat(redact(secrets, key.substring(64))).isEqualTo("[redacted: cluster.tls]");
    assertThat(redact(secrets, key.substring(0, 36))).isEqualTo(key.substring(0, 36));
    assertThat(redact(secrets, "-----BEGIN PRIVATE KEY-----")).contains("BEGIN PRIVATE KEY");
    assertThat(redact(secrets, "Hz-canary-3141 Tk_canary-592653"))
        .isEqualTo("[redacted: cluster.hazelcast] [redacted: http.token]");
  }
}
