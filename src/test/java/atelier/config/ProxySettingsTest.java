package atelier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Configuration.OptionValue;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxySettingsTest {
  private static Configuration read(Map<String, String> variables, String... settings) {
    List<OptionValue> options = Arrays.stream(settings).map(OptionValue::set).toList();
    return Configuration.read(
        new ProcessEnvironment(variables, Path.of("/nowhere"), Path.of("/home/me")),
        Optional.empty(),
        options);
  }

  private static String proxyFor(String url, Map<String, String> variables, String... settings) {
    return read(variables, settings)
        .settings()
        .proxy()
        .optionsFor(url)
        .map(proxy -> proxy.getType() + " " + proxy.getHost() + ":" + proxy.getPort())
        .orElse("direct");
  }

  @Test
  void usesTheProxyOfTheScheme() {
    Map<String, String> both =
        Map.of("HTTP_PROXY", "http://plain:3128", "HTTPS_PROXY", "http://secure:3129/");

    assertThat(proxyFor("http://a.example", both)).isEqualTo("HTTP plain:3128");
    assertThat(proxyFor("https://a.example/v1", both)).isEqualTo("HTTP secure:3129");
    assertThat(proxyFor("http://a.example", Map.of("HTTPS_PROXY", "http://secure:3129")))
        .isEqualTo("direct");
    assertThat(proxyFor("http://a.example", Map.of())).isEqualTo("direct");
  }

  @Test
  void prefersOptionsToVariablesAndLowerCaseToUpperCase() {
    Map<String, String> variables = new HashMap<>();
    variables.put("HTTPS_PROXY", "upper:1");
    variables.put("https_proxy", "lower:2");
    variables.put("ALL_PROXY", "socks5h://all:3");
    variables.put("no_proxy", "");
    variables.put("NO_PROXY", "b.example");

    assertThat(proxyFor("https://a.example", variables)).isEqualTo("HTTP lower:2");
    assertThat(proxyFor("http://a.example", variables)).isEqualTo("SOCKS5 all:3");
    assertThat(proxyFor("http://b.example", variables)).isEqualTo("direct");
    assertThat(proxyFor("https://a.example", variables, "proxy.https=http://option:4"))
        .isEqualTo("HTTP option:4");
    assertThat(proxyFor("https://a.example", variables, "proxy.https=", "proxy.all="))
        .isEqualTo("direct");
  }

  @ParameterizedTest
  @CsvSource({
    "proxy, HTTP proxy:80",
    "proxy:3128, HTTP proxy:3128",
    "HTTP://PROXY.corp.example:8080/, HTTP PROXY.corp.example:8080",
    "http://[fd00::1]:3128, HTTP fd00::1:3128",
    "socks4://proxy, SOCKS4 proxy:1080",
    "socks5://proxy:9050, SOCKS5 proxy:9050"
  })
  void readsTheFormsOfAnAddress(String address, String proxy) {
    assertThat(proxyFor("https://a.example", Map.of("HTTPS_PROXY", address))).isEqualTo(proxy);
  }

  @Test
  void readsCredentialsAndNeverShowsThem() {
    Configuration configuration =
        read(Map.of("https_proxy", "http://m%40rtha:s%3Acr@t+1@proxy:3128"));
    ProxyOptions proxy =
        configuration.settings().proxy().optionsFor("https://a.example").orElseThrow();

    assertThat(proxy.getType()).isEqualTo(ProxyType.HTTP);
    assertThat(proxy.getHost()).isEqualTo("proxy");
    assertThat(proxy.getUsername()).isEqualTo("m@rtha");
    assertThat(proxy.getPassword()).isEqualTo("s:cr@t+1");
    assertThat(configuration.settings().proxy().toString()).doesNotContain("cr@t", "proxy:3128");
    assertThat(configuration.rows().toString()).doesNotContain("cr@t").contains("https_proxy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://user:hush@proxy:1", "http://user:hush@", "user:hush@proxy:99999", "a b"})
  void namesAnInvalidProxyWithoutItsValue(String address) {
    assertThatThrownBy(() -> read(Map.of("HTTPS_PROXY", address)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageContaining("http://user:password@host:3128")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | localhost | true",
        "'' | LOCALHOST. | true",
        "'' | models.localhost | true",
        "'' | 127.0.0.1 | true",
        "'' | 127.9.9.9 | true",
        "'' | [::1] | true",
        "'' | a.example | false",
        "'' | 10.0.0.1 | false",
        "* | a.example | true",
        "b.example, a.example | a.example | true",
        "b.example a.example | sub.A.example | true",
        ".a.example | sub.a.example | true",
        ".a.example | a.example | true",
        "*.a.example | sub.a.example | true",
        "a.example | nota.example | false",
        "a.example:8080 | a.example | true",
        "a.example:9090 | a.example | false",
        "10.0.0.0/8 | 10.1.2.3 | true",
        "10.0.0.0/8 | 11.1.2.3 | false",
        "192.168.1.128/25 | 192.168.1.127 | false",
        "0.0.0.0/0 | 11.1.2.3 | true",
        "10.0.0.0/33 | 10.1.2.3 | false",
        "10.0.0.0/8 | a.example | false",
        "10.1.2.3 | 10.1.2.3 | true",
        "10.1.2.3:8080 | 10.1.2.3 | true",
        "10.1.2.3 | 10.1.2.4 | false",
        "fd00::/8 | [fd12::1] | true",
        "fd00::/8 | [fe80::1] | false",
        "[fd00::1] | [fd00:0::1] | true",
        "[fd00::1]:8080 | [fd00::1] | true",
        "fd00::1 | [fd00::1] | true",
        ",, ; | a.example | false",
        "999.1.1.1/8 | 10.1.2.3 | false"
      })
  void leavesOutWhatTheExceptionsList(String exceptions, String host, boolean direct) {
    assertThat(ProxyExceptions.contains(exceptions, host, 8080)).isEqualTo(direct);
  }
}
