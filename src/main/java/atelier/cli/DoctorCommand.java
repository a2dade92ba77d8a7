package atelier.cli;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor}: looks at everything a node needs, a line each. */
@Command(
    name = "doctor",
    description = "Checks models, toolchains, sandbox, disk, port and clock; says what mends them.")
final class DoctorCommand extends AtelierCommand {
  private static final int CLOSE_SECONDS = 20;

  DoctorCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    var settings = configuration(List.of(), List.of()).settings();
    var vertx = Vertx.vertx();
    try {
      var examination = new DoctorChecks(settings, context.instruments().make(vertx, settings));
      var findings = examination.all();
      if (json()) {
        context
            .console()
            .out()
            .println(
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(findings));
      } else {
        var screen = screen();
        findings.forEach(finding -> screen.tell(lines(finding)));
      }
      var usable = findings.stream()
          .anyMatch(found -> found.subject().equals("model") && found.state().equals("ok"));
      return usable ? ExitCode.OK : ExitCode.INFRASTRUCTURE;
    } finally {
      Await.await(vertx.close(), CLOSE_SECONDS, "stopping");
    }
  }

  private static List<StyledLine> lines(DoctorChecks.Found found) {
    var text =
        String.format(Locale.ROOT, "%-4s  %-10s  %s", found.state(), found.subject(), found.text());
    var line = switch (found.state()) {
      case "ok" -> StyledLine.good(text);
      case "warn" -> StyledLine.warn(text);
      default -> StyledLine.bad(text);
    };
    return found.remedy().isEmpty()
        ? List.of(line)
        : List.of(line, StyledLine.detail("               mend it: " + found.remedy()));
  }
}
