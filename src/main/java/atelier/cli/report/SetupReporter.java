package atelier.cli.report;

import static atelier.cli.report.EventPhrases.countOf;
import static atelier.cli.report.EventPhrases.reasonSuffix;
import static atelier.cli.report.EventPhrases.sanitize;
import static atelier.cli.report.EventPhrases.withDetails;
import static atelier.cli.report.StyledLine.detail;
import static atelier.cli.report.StyledLine.error;
import static atelier.cli.report.StyledLine.plain;
import static atelier.cli.report.StyledLine.success;
import static atelier.cli.report.StyledLine.warning;

import atelier.event.SetupEvent;
import java.util.ArrayList;
import java.util.List;

/** The console's lines about packages. */
final class SetupReporter {
  private static final String INSTALLED = "📦 Environment: ";
  private static final String REFUSED = "⛔ Environment: ";

  private SetupReporter() {}

  static EventFormatters addTo(EventFormatters formatters) {
    return formatters
        .addLine(
            SetupEvent.SetupStarted.class,
            e -> plain(INSTALLED + "Installing the " + sanitize(e.ecosystem()) + " packages of "
                + sanitize(e.file()) + "..."))
        .addLines(SetupEvent.SetupReady.class, SetupReporter::ready)
        .addLines(SetupEvent.SetupFailed.class, SetupReporter::failed)
        .addLine(
            SetupEvent.SetupSkipped.class,
            e -> warning("➖ Environment: the packages of " + sanitize(e.file())
                + " are not installed" + reasonSuffix(e.reason())))
        .addLine(
            SetupEvent.LockReady.class,
            e -> plain(
                "🔒 Environment: " + sanitize(e.file()) + " made for " + sanitize(e.manifest())));
  }

  private static List<StyledLine> ready(SetupEvent.SetupReady event) {
    List<StyledLine> lines = new ArrayList<>();
    lines.add(success(INSTALLED + sanitize(event.file()) + ": "
        + countOf(event.packages(), sanitize(event.ecosystem()) + " package")
        + from(event.hosts().stream().map(EventPhrases::sanitize).toList()) + ", "
        + PackagesTable.size(event.bytes()) + ", "
        + (event.ms() == 0 ? "installed before" : EventPhrases.duration(event.ms()))));
    refused(event.file(), event.refused()).forEach(lines::add);
    event.notes().stream().map(note -> detail(sanitize(note))).limit(8).forEach(lines::add);
    return lines;
  }

  private static List<StyledLine> failed(SetupEvent.SetupFailed event) {
    List<StyledLine> lines = new ArrayList<>(withDetails(
        error("❌ Environment: the packages of " + sanitize(event.file()) + " cannot be installed"),
        event.diagnostics().isEmpty()
            ? EventPhrases.detailLines(event.output())
            : EventPhrases.diagnostics(event.diagnostics())));
    lines.addAll(refused(event.file(), event.refused()));
    return lines;
  }

  private static List<StyledLine> refused(String file, List<String> hosts) {
    return hosts.stream()
        .limit(8)
        .map(host -> warning(REFUSED + sanitize(file) + ": refused: " + sanitize(host)))
        .toList();
  }

  /** Where packages came from: the first host by its name; empty if none is known. */
  static String from(List<String> hosts) {
    return hosts.isEmpty()
        ? ""
        : " from " + hosts.get(0)
            + (hosts.size() == 1 ? "" : " and " + countOf(hosts.size() - 1, "other host"));
  }
}
