package atelier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Configuration.OptionValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageSettingsTest {
  private static Settings.Packages read(String... options) {
    return Configuration.read(
            new ProcessEnvironment(Map.of(), Path.of("/nowhere"), Path.of("/home/me")),
            Optional.empty(),
            Arrays.stream(options).map(OptionValue::set).toList())
        .settings()
        .packages();
  }

  @Test
  void areOnByDefault() {
    assertThat(read())
        .isEqualTo(new Settings.Packages(
            "on", List.of(), Duration.ofDays(7), "auto", 4L << 30, "offline"));
  }

  @Test
  void nameHostsWithPortsAndAnyAge() {
    var packages = read("packages.hosts=[npm.corp.example:8443, 10.0.0.5]", "packages.min-age=0d");

    assertThat(packages.hosts()).containsExactly("npm.corp.example:8443", "10.0.0.5");
    assertThat(packages.minAge()).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      packages.mode=yes | packages.mode = yes | on, ask, off
      packages.hosts=[https://x] | packages.hosts = | a list of host names
      packages.hosts=['x:70000'] | packages.hosts = | a list of host names
      packages.min-age=7 | packages.min-age = 7 | in days or hours
      packages.min-age=366d | packages.min-age = 366d | in days or hours
      """)
  void rejectWhatIsNotOfTheirType(String option, String start, String accepts) {
    assertThatThrownBy(() -> read(option))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(start)
        .hasMessageContaining(accepts);
  }
}
