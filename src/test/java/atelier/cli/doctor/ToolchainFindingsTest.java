package atelier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code doctor} says about tools that the sandbox sees and those that it does not. */
final class ToolchainFindingsTest {
  @Test
  void aToolOutsideOfTheSandboxOnlyChecks() {
    List<DoctorFinding> findings = ToolchainFindings.of(
        List.of("python3 3.11.2", "rustc 1.80.0"), List.of("go 1.19.8", "python3 3.11.2"));

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
    assertThat(ToolchainFindings.of(List.of("python3 3.11.2"), List.of()))
        .extracting(DoctorFinding::state)
        .containsExactly("ok");
    assertThat(ToolchainFindings.of(List.of(), List.of()))
        .extracting(DoctorFinding::state)
        .containsExactly("warn");
  }
}
