package atelier.cli.doctor;

import static atelier.cli.doctor.DoctorFinding.ok;
import static atelier.cli.doctor.DoctorFinding.warn;

import atelier.cli.report.TerminalText;
import atelier.packages.EcosystemState;
import atelier.packages.UnsupportedEcosystems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code doctor} reports about packages, and about software that could be installed. */
final class PackageFindings {
  private static final String SUBJECT = "packages";
  private static final int MAX_CHARS = 300;
  private static final int MAX_HOSTS = 3;
  private static final String APT = "apt install ";

  /** What people commonly ask for: a tool that jobs find, and the Debian packages that have it. */
  private static final Map<String, String> WANTED = wanted();

  private PackageFindings() {}

  private static Map<String, String> wanted() {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("python3", "python3 python3-venv");
    wanted.put("node", "nodejs");
    wanted.put("npm", "npm");
    wanted.put("javac", "default-jdk-headless");
    wanted.put("mvn", "maven");
    wanted.put("go", "golang-go");
    wanted.put("gcc", "build-essential");
    wanted.put("g++", "build-essential");
    wanted.put("make", "build-essential");
    return wanted;
  }

  /** Returns a finding for each ecosystem; none if they are unknown. */
  static List<DoctorFinding> of(List<EcosystemState> states) {
    List<DoctorFinding> findings = states.stream()
        .map(PackageFindings::finding)
        .collect(Collectors.toCollection(ArrayList::new));
    if (!states.isEmpty()) {
      findings.add(ok(
          SUBJECT,
          "those of " + String.join(", ", UnsupportedEcosystems.languages())
              + " are not installed by Atelier yet"));
    }
    return findings;
  }

  private static DoctorFinding finding(EcosystemState state) {
    if (!state.isReady()) {
      return warn(
          SUBJECT,
          line(state.ecosystem() + ": not installed here: " + state.problem()),
          state.remedy());
    }
    List<String> hosts = state.hosts();
    String from = hosts.isEmpty()
        ? ""
        : ", from " + String.join(", ", hosts.subList(0, Math.min(MAX_HOSTS, hosts.size())))
            + (hosts.size() > MAX_HOSTS ? " and others" : "");
    return ok(SUBJECT, line(state.ecosystem() + ": installed with " + state.client() + from));
  }

  /**
   * Returns one finding with one command for all that is commonly wanted and missing; none if
   * nothing is or the tools are unknown.
   *
   * @param runnable the tools that generated code finds, with their versions
   * @param sandboxProblem why nothing runs; empty if it does
   */
  static List<DoctorFinding> wanted(
      List<String> runnable, List<EcosystemState> states, String sandboxProblem) {
    Set<String> missing = new LinkedHashSet<>();
    Set<String> debian = new LinkedHashSet<>();
    if (sandboxProblem.contains("apt-get install bubblewrap")) {
      missing.add("bubblewrap");
      debian.add("bubblewrap");
    }
    Set<String> names =
        runnable.stream().map(tool -> tool.split(" ", 2)[0]).collect(Collectors.toSet());
    if (!names.isEmpty()) {
      WANTED.forEach((tool, packages) -> {
        if (!names.contains(tool)) {
          missing.add(tool);
          debian.addAll(List.of(packages.split(" ")));
        }
      });
      states.stream()
          .filter(state -> state.remedy().equals(APT + "python3-venv"))
          .forEach(state -> {
            missing.add("pip");
            debian.add("python3-venv");
          });
    }
    return missing.isEmpty()
        ? List.of()
        : List.of(new DoctorFinding(
            "missing",
            "ok",
            "commonly wanted: " + String.join(", ", missing),
            "sudo " + APT + String.join(" ", debian)));
  }

  private static String line(String text) {
    return TerminalText.firstLine(text, MAX_CHARS);
  }
}
