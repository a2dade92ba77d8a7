package atelier.project;

import atelier.event.Diagnostic;
import atelier.event.Entry;
import atelier.event.Event.AgentSurrender;
import atelier.event.Event.AnswerRejected;
import atelier.event.Event.CodeReady;
import atelier.event.Event.HintGiven;
import atelier.event.Finding;
import atelier.event.ReviewEvent.AuditFailed;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.ContractDrifted;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.SuggestionOffered;
import atelier.event.ReviewEvent.ValidationFailed;
import atelier.event.ReviewEvent.ValidationPassed;
import java.util.List;
import java.util.function.UnaryOperator;

/** Event handlers for one file: written, checked, accepted, committed. */
final class FileEventHandlers {
  private FileEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(CodeReady.class, FileEventHandlers::codeReady)
        .register(AnswerRejected.class, FileEventHandlers::answerRejected)
        .register(
            ValidationPassed.class,
            (builder, entry, event) -> validated(builder, event.file(), event.attempt(), List.of()))
        .register(
            ValidationFailed.class,
            (builder, entry, event) ->
                validated(builder, event.file(), event.attempt(), event.diagnostics()))
        .register(
            AuditPassed.class,
            (builder, entry, event) -> audited(builder, event.file(), event.attempt(), List.of()))
        .register(
            AuditFailed.class,
            (builder, entry, event) ->
                audited(builder, event.file(), event.attempt(), event.findings()))
        .register(SuggestionOffered.class, (builder, entry, event) -> {})
        .register(ContractDrifted.class, (builder, entry, event) -> {})
        .register(FileValidated.class, FileEventHandlers::fileValidated)
        .register(Committed.class, FileEventHandlers::committed)
        .register(AgentSurrender.class, FileEventHandlers::agentSurrender)
        .register(HintGiven.class, FileEventHandlers::hintGiven);
  }

  private static void codeReady(ProjectBuilder builder, Entry entry, CodeReady event) {
    builder.recordUsage(event.usage());
    if (!RepairEventHandlers.declines(builder, event)) {
      RewriteEventHandlers.codeReady(builder, entry, event);
    }
  }

  private static void answerRejected(ProjectBuilder builder, Entry entry, AnswerRejected event) {
    builder.recordUsage(event.usage());
    new FailureRecorder(builder).record(event.file(), event.attempt(), "answer", event.reason());
    Problem problem = new Problem("answer", event.reason());
    builder.updateFile(
        event.file(),
        file -> file.withRejectedAnswer(event.attempt(), problem, builder.repairPolicy()));
  }

  private static void validated(
      ProjectBuilder builder, String path, int attempt, List<Diagnostic> diagnostics) {
    List<Problem> problems = diagnostics.stream()
        .map(diagnostic -> new Problem(
            "syntax",
            positionPrefix(diagnostic.line(), diagnostic.column()) + diagnostic.message()))
        .toList();
    applyVerdict(
        builder, path, attempt, problems, version -> version.withValidation(problems.isEmpty()));
  }

  private static void audited(
      ProjectBuilder builder, String path, int attempt, List<Finding> findings) {
    List<Problem> problems = findings.stream()
        .filter(Finding::blocks)
        .map(finding -> new Problem(
            "audit",
            positionPrefix(finding.line(), finding.column()) + finding.message() + " "
                + finding.suggestion().strip()))
        .toList();
    applyVerdict(
        builder, path, attempt, problems, version -> version.withAudit(problems.isEmpty()));
  }

  private static void applyVerdict(
      ProjectBuilder builder,
      String path,
      int attempt,
      List<Problem> problems,
      UnaryOperator<Version> verdict) {
    problems.forEach(problem ->
        new FailureRecorder(builder).record(path, attempt, problem.source(), problem.text()));
    builder.updateFile(
        path,
        file -> file.candidate() == null || file.candidate().attempt() != attempt
            ? file
            : file.withVerdict(verdict.apply(file.candidate()), problems, builder.repairPolicy()));
  }

  private static String positionPrefix(int line, int column) {
    return line == 0
        ? ""
        : column == 0 ? "line " + line + ": " : "line " + line + ", column " + column + ": ";
  }

  private static void fileValidated(ProjectBuilder builder, Entry entry, FileValidated event) {
    builder.updateFile(event.file(), file -> {
      if (file.candidate() == null || !file.candidate().isValidAndClean()) {
        throw new IllegalStateException(
            entry + " accepts a version that did not pass validation and audit");
      }
      Version version = file.candidate().withAcceptedAt(entry.at());
      builder.pendingCommits.add(new Project.PendingCommit(event.file(), version));
      return file.withAccepted(version);
    });
    RewriteEventHandlers.accepted(builder, event.file());
    RepairEventHandlers.accepted(builder, event.file());
  }

  private static void committed(ProjectBuilder builder, Entry entry, Committed event) {
    if (!event.deleted().isEmpty()) {
      Deletion.apply(builder, event);
      return;
    }
    boolean removed = builder.pendingCommits.removeIf(commit ->
        commit.file().equals(event.file()) && commit.version().attempt() == event.attempt());
    if (!removed) {
      throw new IllegalStateException(entry + " commits a version that has no pending commit");
    }
    builder.updateFile(event.file(), file -> file.withCommit(event.attempt()));
  }

  private static void agentSurrender(ProjectBuilder builder, Entry entry, AgentSurrender event) {
    new FailureRecorder(builder)
        .record(event.file(), event.attempts(), "surrender", event.reason());
    builder.updateFile(event.file(), file -> file.withSurrender(event.reason()));
  }

  private static void hintGiven(ProjectBuilder builder, Entry entry, HintGiven event) {
    String path = builder.setups.writtenFor(event.file());
    builder.updateFile(path, file -> file.withHint(event.text()));
    RewriteEventHandlers.hinted(builder, path);
    builder.diagnosis.forget(path);
    builder.taskRepetitions = TaskRepetitions.NONE;
    builder.resume();
  }
}
