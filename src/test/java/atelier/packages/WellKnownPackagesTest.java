package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WellKnownPackagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"npm", "pip", "cargo", "go"})
  void listsAreSortedAndHaveNoNameTwice(String ecosystem) {
    List<String> names = WellKnownPackages.names(ecosystem);

    assertThat(names).hasSizeBetween(300, 1_000).isSorted().doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> name.equals(name.strip()) && !name.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "npm, expres, express",
    "npm, lodahs, lodash",
    "npm, @types/expres, @types/express",
    "pip, reqeusts, requests",
    "pip, Python_Dotenvv, python-dotenv",
    "cargo, serde-jsn, serde_json",
    "go, github.com/spf13/cobr, github.com/spf13/cobra"
  })
  void findsTheNameThatWasMeant(String ecosystem, String name, String meant) {
    assertThat(WellKnownPackages.nearest(ecosystem, name)).startsWith(meant);
  }

  @Test
  void proposesNothingForAnotherName() {
    assertThat(WellKnownPackages.nearest("npm", "my-company-billing-core")).isEmpty();
    assertThat(WellKnownPackages.nearest("unheard", "express")).isEmpty();
  }

  @Test
  void namesThatAreOnNoListAreUnknown() {
    assertThat(WellKnownPackages.unknown("pip", List.of("Flask", "typing_extensions", "flask-zzq")))
        .containsExactly("flask-zzq");
    assertThat(WellKnownPackages.unknown(
            "go", List.of("github.com/labstack/echo/v4", "github.com/labstack/echoes")))
        .containsExactly("github.com/labstack/echoes");
    assertThat(WellKnownPackages.unknown("unheard", List.of("x"))).isEmpty();
  }
}
