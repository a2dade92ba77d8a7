package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.FilePlan;
import atelier.packages.EcosystemState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The person who approves a blueprint reads what cannot be proven here. */
final class UnprovablePlanTest {
  private static final List<EcosystemState> STATES = List.of(
      new EcosystemState("npm", "npm 9.2.0", List.of(), "", ""),
      new EcosystemState(
          "gradle", "gradle", List.of(), "gradle is not installed", "apt install gradle"));

  private static Blueprint plan(String... paths) {
    List<FilePlan> files =
        Stream.of(paths).map(path -> new FilePlan(path, "", List.of(), "")).toList();
    return new Blueprint("s", List.of("a"), files, List.of(), List.of());
  }

  @Test
  void whatCannotBeHadIsAnAssumption() {
    Blueprint noted = UnprovablePlan.noted(
        plan("app/build.gradle", "composer.json", "Dockerfile", "package.json", "a.js"), STATES);

    assertThat(noted.assumptions())
        .containsExactly(
            "a",
            "app/build.gradle: its packages cannot be installed here (gradle is not installed):"
                + " apt install gradle",
            "composer.json: packages of PHP are not installed by Atelier",
            "Dockerfile: container images are not built here, so nothing proves this file");
    assertThat(UnprovablePlan.noted(noted, STATES)).isEqualTo(noted);
  }

  @Test
  void aPlanThatCanBeProvenStaysAsItIs() {
    assertThat(UnprovablePlan.noted(plan("package.json", "a.js"), STATES))
        .isEqualTo(plan("package.json", "a.js"));
    assertThat(UnprovablePlan.noted(plan("Dockerfile"), List.of())).isEqualTo(plan("Dockerfile"));
  }
}
