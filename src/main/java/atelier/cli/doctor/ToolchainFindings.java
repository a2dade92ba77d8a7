package atelier.cli.doctor;

import static atelier.cli.doctor.DoctorFinding.ok;
import static atelier.cli.doctor.DoctorFinding.warn;

import atelier.cli.report.TerminalText;
import atelier.sandbox.ToolchainSurvey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code doctor} reports about toolchains: those that run code, and those that do not. */
final class ToolchainFindings {
  private static final String SUBJECT = "toolchain";
  private static final int MAX_CHARS = 300;
  private static final int MAX_UNSEEN = 20;

  private ToolchainFindings() {}

  /**
   * Returns a finding for each tool.
   *
   * @param checking the tools that check files, with their versions
   * @param runnable the tools that generated code finds, with their versions; empty if unknown
   * @param survey where they are, and what jobs do not see
   */
  static List<DoctorFinding> of(
      List<String> checking, List<String> runnable, ToolchainSurvey survey) {
    if (checking.isEmpty() && runnable.isEmpty()) {
      return List.of(
          warn(SUBJECT, "none found: only syntax can be checked", "apt install python3"));
    }
    if (runnable.isEmpty()) {
      return checking.stream().map(tool -> found(tool, survey)).toList();
    }
    Set<String> names =
        runnable.stream().map(ToolchainFindings::nameOf).collect(Collectors.toSet());
    List<DoctorFinding> findings = new ArrayList<>();
    runnable.forEach(tool -> findings.add(found(tool, survey)));
    survey
        .choices()
        .forEach(choice -> findings.add(finding(choice + ", for projects that ask for it")));
    survey.unseen().entrySet().stream()
        .limit(MAX_UNSEEN)
        .forEach(row -> findings.add(
            warn(SUBJECT, line(row.getKey() + " is not used: " + row.getValue()), "")));
    checking.stream()
        .filter(tool -> !names.contains(nameOf(tool)))
        .filter(tool -> !survey.unseen().containsKey(nameOf(tool)))
        .forEach(tool -> findings.add(onlyChecks(tool)));
    return findings;
  }

  private static String nameOf(String tool) {
    return tool.split(" ", 2)[0];
  }

  private static DoctorFinding found(String tool, ToolchainSurvey survey) {
    String place = survey.places().getOrDefault(nameOf(tool), "");
    return finding(place.isEmpty() ? tool : tool + " in " + place);
  }

  private static DoctorFinding finding(String text) {
    return ok(SUBJECT, line(text));
  }

  private static String line(String text) {
    return TerminalText.firstLine(text, MAX_CHARS);
  }

  private static DoctorFinding onlyChecks(String tool) {
    return warn(
        SUBJECT,
        line(tool) + " only checks files: the sandbox does not see it",
        "install " + nameOf(tool) + " under /usr");
  }
}
