package atelier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import atelier.packages.EcosystemState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code doctor} says about packages, and the one command for what is missing. */
final class PackageFindingsTest {
  private static final EcosystemState NPM =
      new EcosystemState("npm", "npm 9.2.0", List.of("registry.example"), "", "");
  private static final EcosystemState PIP = new EcosystemState(
      "pip", "python3 3.11.2", List.of(), "pip is not installed", "apt install python3-venv");

  @Test
  void eachEcosystemIsReadyOrHasAReason() {
    assertThat(PackageFindings.of(List.of(NPM, PIP)))
        .extracting(DoctorFinding::state, DoctorFinding::text, DoctorFinding::remedy)
        .startsWith(
            tuple("ok", "npm: installed with npm 9.2.0, from registry.example", ""),
            tuple(
                "warn",
                "pip: not installed here: pip is not installed",
                "apt install python3-venv"))
        .hasSize(3)
        .last()
        .asString()
        .contains("PHP", "Ruby", "Elixir", ".NET");
    assertThat(PackageFindings.of(List.of())).isEmpty();
  }

  @Test
  void oneCommandInstallsWhatIsMissing() {
    List<String> tools = List.of("python3 3.11.2", "node 18.1.0", "npm 9.2.0", "gcc 12", "g++ 12");

    assertThat(PackageFindings.wanted(tools, List.of(NPM, PIP), ""))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.state()).isEqualTo("ok");
          assertThat(finding.text()).isEqualTo("commonly wanted: javac, mvn, go, make, pip");
          assertThat(finding.remedy())
              .isEqualTo("sudo apt install default-jdk-headless maven golang-go build-essential"
                  + " python3-venv");
        });
    assertThat(PackageFindings.wanted(List.of(), List.of(), "it is off")).isEmpty();
    assertThat(PackageFindings.wanted(
            List.of(), List.of(), "it is not installed: apt-get install bubblewrap"))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.remedy()).isEqualTo("sudo apt install bubblewrap"));
  }
}
