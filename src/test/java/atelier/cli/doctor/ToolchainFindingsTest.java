package atelier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import atelier.sandbox.ToolchainSurvey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code doctor} says about tools that the sandbox sees and those that it does not. */
final class ToolchainFindingsTest {
  @Test
  void aToolOutsideOfTheSandboxOnlyChecks() {
    List<DoctorFinding> findings = ToolchainFindings.of(
        List.of("python3 3.11.2", "rustc 1.80.0"),
        List.of("go 1.19.8", "python3 3.11.2"),
        ToolchainSurvey.UNKNOWN);

    assertThat(findings)
        .extracting(DoctorFinding::state, DoctorFinding::text)
        .containsExactly(
            tuple("ok", "go 1.19.8"),
            tuple("ok", "python3 3.11.2"),
            tuple("warn", "rustc 1.80.0 only checks files: the sandbox does not see it"));
    assertThat(findings.get(2).remedy()).isEqualTo("install rustc under /usr");
  }

  @Test
  void withoutASandboxAllToolsAreListed() {
    assertThat(ToolchainFindings.of(List.of("python3 3.11.2"), List.of(), ToolchainSurvey.UNKNOWN))
        .extracting(DoctorFinding::state)
        .containsExactly("ok");
    assertThat(ToolchainFindings.of(List.of(), List.of(), ToolchainSurvey.UNKNOWN))
        .extracting(DoctorFinding::state)
        .containsExactly("warn");
  }

  @Test
  void saysWhereToolsAreAndWhyOthersAreNotUsed() {
    ToolchainSurvey survey = new ToolchainSurvey(
        Map.of("node", "/home/u/.nvm/versions/node/v20.1.0 (nvm)", "go", "/usr/bin"),
        List.of("node 18.20.1 in /home/u/.nvm/versions/node/v18.20.1 (nvm)"),
        Map.of("ruby", "/home/u/.rbenv/shims only has a proxy"));

    assertThat(ToolchainFindings.of(
            List.of("node 20.1.0"), List.of("go 1.19.8", "node 20.1.0"), survey))
        .extracting(DoctorFinding::state, DoctorFinding::text)
        .containsExactly(
            tuple("ok", "go 1.19.8 in /usr/bin"),
            tuple("ok", "node 20.1.0 in /home/u/.nvm/versions/node/v20.1.0 (nvm)"),
            tuple(
                "ok",
                "node 18.20.1 in /home/u/.nvm/versions/node/v18.20.1 (nvm), for projects that"
                    + " ask for it"),
            tuple("warn", "ruby is not used: /home/u/.rbenv/shims only has a proxy"));
  }
}
