package atelier.role;

import atelier.event.Event;
import atelier.event.Finding;
import atelier.event.ReviewEvent.AuditFailed;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.ContractDrifted;
import atelier.event.ReviewEvent.SuggestionOffered;
import atelier.project.Project;
import atelier.proof.ContractNames;
import atelier.scan.Scanner;
import atelier.scan.Scanner.ScanFailure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scans every version with the native scanner. Due for each candidate without an audit verdict.
 * Returns {@code audit_passed} or {@code audit_failed}, preceded by {@code contract_drifted} and
 * {@code suggestion_offered} where they apply.
 */
final class Auditor implements Role<Auditor.Scan> {
  /** Scans one version of a file. */
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
    return project.files().values().stream()
        .flatMap(file -> Stream.ofNullable(file.candidate())
            .filter(version -> version.clean() == null)
            .map(version -> new Scan(
                project.id(),
                file.path(),
                version.attempt(),
                version.content(),
                file.plan().contract())));
  }

  /** Blocks while native code runs: agents of this role have their own threads. */
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
    List<String> names = ContractNames.extract(task.contract());
    if (names.isEmpty()) {
      return List.of();
    }
    try {
      List<String> missing =
          ContractNames.findMissing(names, scanner.analyze(task.file(), task.text()), task.text());
      return missing.isEmpty()
          ? List.of()
          : List.of(new ContractDrifted(task.file(), task.attempt(), missing));
    } catch (ScanFailure unreadable) {
      return List.of();
    }
  }
}
