package atelier.project;

import atelier.event.Diagnostic;
import atelier.event.Entry;
import atelier.event.Event.AgentSurrender;
import atelier.event.Event.AnswerRejected;
import atelier.event.Event.AuditFailed;
import atelier.event.Event.AuditPassed;
import atelier.event.Event.CodeReady;
import atelier.event.Event.Committed;
import atelier.event.Event.ContractDrifted;
import atelier.event.Event.ExecutionFailure;
import atelier.event.Event.ExecutionSkipped;
import atelier.event.Event.ExecutionSuccess;
import atelier.event.Event.FileValidated;
import atelier.event.Event.HintGiven;
import atelier.event.Event.SuggestionOffered;
import atelier.event.Event.ValidationFailed;
import atelier.event.Event.ValidationPassed;
import atelier.event.Finding;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows about one file: written, judged, accepted, committed, run. */
final class FileEventHandlers {
  private FileEventHandlers() {}

  static void register(EventHandlerTable fold) {
    fold.register(CodeReady.class, FileEventHandlers::codeReady)
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
        .register(
            ExecutionSuccess.class,
            (builder, entry, event) ->
                builder.updateFile(event.file(), file -> file.withRun(event.evidence().tree(), true, "")))
        .register(
            ExecutionFailure.class,
            (builder, entry, event) ->
                builder.recordRunFailure(event.cause(), "run", event.note(), event.evidence()))
        .register(ExecutionSkipped.class, FileEventHandlers::executionSkipped)
        .register(AgentSurrender.class, FileEventHandlers::agentSurrender)
        .register(HintGiven.class, FileEventHandlers::hintGiven);
  }

  private static void codeReady(ProjectBuilder builder, Entry entry, CodeReady event) {
    builder.recordUsage(event.usage());
    Version version =
        Version.written(event.attempt(), event.content(), entry.seq(), event.message());
    builder.updateFile(event.file(), file -> file.withCandidate(version, entry.node()));
  }

  private static void answerRejected(ProjectBuilder builder, Entry entry, AnswerRejected event) {
    builder.recordUsage(event.usage());
    builder.recordFailure(event.file(), event.attempt(), "answer", event.reason());
    Problem problem = new Problem("answer", event.reason());
    builder.updateFile(event.file(), file -> file.withRejectedAnswer(event.attempt(), problem, builder.repairPolicy()));
  }

  private static void validated(
      ProjectBuilder builder, String path, int attempt, List<Diagnostic> found) {
    List<Problem> problems = found.stream()
        .map(one -> new Problem("syntax", positionPrefix(one.line(), one.column()) + one.message()))
        .toList();
    applyVerdict(builder, path, attempt, problems, version -> version.withValidation(problems.isEmpty()));
  }

  private static void audited(ProjectBuilder builder, String path, int attempt, List<Finding> found) {
    List<Problem> problems = found.stream()
        .filter(Finding::blocks)
        .map(one -> new Problem(
            "audit",
            positionPrefix(one.line(), one.column()) + one.message() + " "
                + one.suggestion().strip()))
        .toList();
    applyVerdict(builder, path, attempt, problems, version -> version.withAudit(problems.isEmpty()));
  }

  private static void applyVerdict(
      ProjectBuilder builder,
      String path,
      int attempt,
      List<Problem> problems,
      UnaryOperator<Version> verdict) {
    problems.forEach(one -> builder.recordFailure(path, attempt, one.source(), one.text()));
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
        throw new IllegalStateException(entry + " accepts a version that was not judged good");
      }
      Version version = file.candidate().withAcceptedAt(entry.at());
      builder.pendingCommits.add(new Project.PendingCommit(event.file(), version));
      return file.withAccepted(version);
    });
  }

  private static void committed(ProjectBuilder builder, Entry entry, Committed event) {
    boolean removed = builder.pendingCommits.removeIf(commit ->
        commit.file().equals(event.file()) && commit.version().attempt() == event.attempt());
    if (!removed) {
      throw new IllegalStateException(entry + " commits a version that does not wait for it");
    }
    builder.updateFile(event.file(), file -> file.withCommit(event.attempt()));
  }

  private static void executionSkipped(ProjectBuilder builder, Entry entry, ExecutionSkipped event) {
    String whyNot = event.runnable() ? event.reason() : "";
    builder.updateFile(event.file(), file -> file.withRun(event.tree(), false, whyNot));
  }

  private static void agentSurrender(ProjectBuilder builder, Entry entry, AgentSurrender event) {
    builder.recordFailure(event.file(), event.attempts(), "surrender", event.reason());
    builder.updateFile(event.file(), file -> file.withSurrender(event.reason()));
  }

  private static void hintGiven(ProjectBuilder builder, Entry entry, HintGiven event) {
    builder.updateFile(event.file(), file -> file.withHint(event.text()));
    builder.resume();
  }
}
