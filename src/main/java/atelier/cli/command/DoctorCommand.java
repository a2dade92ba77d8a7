package atelier.cli.command;

import atelier.cli.context.Await;
import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.doctor.DoctorChecks;
import atelier.cli.doctor.DoctorFinding;
import atelier.cli.report.StyledLine;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code doctor}: checks everything a node needs and prints a line for each. */
@Command(
    name = "doctor",
    description = "Check models, toolchains, sandbox, disk, port and clock, and suggest fixes.")
public final class DoctorCommand extends AtelierCommand {
  private static final int CLOSE_SECONDS = 20;

  public DoctorCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    var settings = settings();
    var vertx = Vertx.vertx();
    try {
      var subjects = context.doctorSubjects().create(vertx, settings);
      var findings = new DoctorChecks(settings, subjects).runAll();
      Await.await(subjects.close(), CLOSE_SECONDS, "closing the sandbox");
      if (isJson()) {
        printJson(findings);
      } else {
        var output = output();
        findings.forEach(finding -> output.print(describe(finding)));
      }
      var modelReady = findings.stream()
          .anyMatch(
              finding -> finding.subject().equals("model") && finding.state().equals("ok"));
      return modelReady ? ExitCode.OK : ExitCode.INFRASTRUCTURE;
    } finally {
      Await.await(vertx.close(), CLOSE_SECONDS, "stopping Vert.x");
    }
  }

  private static List<StyledLine> describe(DoctorFinding finding) {
    var text = String.format(
        Locale.ROOT, "%-4s  %-10s  %s", finding.state(), finding.subject(), finding.text());
    var line = switch (finding.state()) {
      case "ok" -> StyledLine.success(text);
      case "warn" -> StyledLine.warning(text);
      default -> StyledLine.error(text);
    };
    return finding.remedy().isEmpty()
        ? List.of(line)
        : List.of(line, StyledLine.detail("               fix: " + finding.remedy()));
  }
}
