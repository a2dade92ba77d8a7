package atelier.role;

import atelier.event.Event;
import atelier.event.Event.AuditFailed;
import atelier.event.Event.AuditPassed;
import atelier.event.Event.ContractDrifted;
import atelier.event.Event.SuggestionOffered;
import atelier.event.Finding;
import atelier.project.Project;
import atelier.proof.ContractNames;
import atelier.scan.Scanner;
import atelier.scan.Scanner.ScanFailure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Has every version scanned; what blocks goes back to the Writer with the suggestion. */
final class Auditor implements Role<Auditor.Scan> {
  /** One version of a file to be scanned. */
  record Scan(String project, String file, int attempt, String text, String contract)
      implements Task {
    @Override
    public String name() {
      return file + ":" + attempt;
    }
  }

  @Override
  public String name() {
    return "auditor";
  }

  @Override
  public Class<Scan> taskType() {
    return Scan.class;
  }

  @Override
  public Stream<Scan> dueTasks(Project project) {
    return project.isOpen()
        ? project.files().values().stream()
            .flatMap(file -> Stream.ofNullable(file.candidate())
                .filter(version -> version.clean() == null)
                .map(version -> new Scan(
                    project.id(),
                    file.path(),
                    version.attempt(),
                    version.content(),
                    file.plan().contract())))
        : Stream.of();
  }

  /** Blocks on native code: its agents have threads of their own. */
  @Override
  public Future<List<Event>> perform(Scan task, Tools tools) {
    List<Event> events = new ArrayList<>(contractDrift(task, tools.scanner()));
    List<Finding> findings = tools.scanner().scan(task.file(), task.text());
    if (findings.stream().noneMatch(Finding::blocks)) {
      events.add(new AuditPassed(task.file(), task.attempt(), findings));
      return Future.succeededFuture(List.copyOf(events));
    }
    findings.stream()
        .filter(finding -> finding.blocks() && !finding.suggestion().isEmpty())
        .map(finding -> new SuggestionOffered(
            task.file(), task.attempt(), finding.rule(), finding.suggestion()))
        .distinct()
        .forEach(events::add);
    events.add(new AuditFailed(task.file(), task.attempt(), findings));
    return Future.succeededFuture(List.copyOf(events));
  }

  private static List<Event> contractDrift(Scan task, Scanner scanner) {
    List<String> promised = ContractNames.extract(task.contract());
    if (promised.isEmpty()) {
      return List.of();
    }
    try {
      List<String> missing =
          ContractNames.findMissing(promised, scanner.analyze(task.file(), task.text()));
      return missing.isEmpty()
          ? List.of()
          : List.of(new ContractDrifted(task.file(), task.attempt(), missing));
    } catch (ScanFailure unread) {
      return List.of();
    }
  }
}
