package atelier.cli.doctor;

import static atelier.cli.doctor.DoctorFinding.ok;
import static atelier.cli.doctor.DoctorFinding.warn;

import atelier.cli.report.TerminalText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code doctor} reports about toolchains: those that run code, and those that only check. */
final class ToolchainFindings {
  private ToolchainFindings() {}

  /**
   * Returns a finding for each tool.
   *
   * @param checking the tools that check files, with their versions
   * @param runnable the tools that generated code finds, with their versions; empty if unknown
   */
  static List<DoctorFinding> of(List<String> checking, List<String> runnable) {
    if (checking.isEmpty() && runnable.isEmpty()) {
      return List.of(
          warn("toolchain", "none found: only syntax can be checked", "apt install python3"));
    }
    if (runnable.isEmpty()) {
      return checking.stream().map(ToolchainFindings::found).toList();
    }
    Set<String> names =
        runnable.stream().map(ToolchainFindings::nameOf).collect(Collectors.toSet());
    return Stream.concat(
            runnable.stream().map(ToolchainFindings::found),
            checking.stream()
                .filter(tool -> !names.contains(nameOf(tool)))
                .map(ToolchainFindings::onlyChecks))
        .toList();
  }

  private static String nameOf(String tool) {
    return tool.split(" ", 2)[0];
  }

  private static DoctorFinding found(String tool) {
    return ok("toolchain", TerminalText.firstLine(tool, 100));
  }

  private static DoctorFinding onlyChecks(String tool) {
    return warn(
        "toolchain",
        TerminalText.firstLine(tool, 100) + " only checks files: the sandbox does not see it",
        "install " + nameOf(tool) + " under /usr");
  }
}
