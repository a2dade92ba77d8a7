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

  static void add(Fold fold) {
    fold.on(CodeReady.class, FileEventHandlers::written)
        .on(AnswerRejected.class, FileEventHandlers::rejected)
        .on(
            ValidationPassed.class,
            (draft, entry, event) -> validated(draft, event.file(), event.attempt(), List.of()))
        .on(
            ValidationFailed.class,
            (draft, entry, event) ->
                validated(draft, event.file(), event.attempt(), event.diagnostics()))
        .on(
            AuditPassed.class,
            (draft, entry, event) -> audited(draft, event.file(), event.attempt(), List.of()))
        .on(
            AuditFailed.class,
            (draft, entry, event) ->
                audited(draft, event.file(), event.attempt(), event.findings()))
        .on(SuggestionOffered.class, (draft, entry, event) -> {})
        .on(ContractDrifted.class, (draft, entry, event) -> {})
        .on(FileValidated.class, FileEventHandlers::accepted)
        .on(Committed.class, FileEventHandlers::committed)
        .on(
            ExecutionSuccess.class,
            (draft, entry, event) ->
                draft.file(event.file(), file -> file.ran(event.evidence().tree(), true, "")))
        .on(
            ExecutionFailure.class,
            (draft, entry, event) ->
                draft.blame(event.cause(), "run", event.note(), event.evidence()))
        .on(ExecutionSkipped.class, FileEventHandlers::skipped)
        .on(AgentSurrender.class, FileEventHandlers::surrendered)
        .on(HintGiven.class, FileEventHandlers::hinted);
  }

  private static void written(ProjectBuilder draft, Entry entry, CodeReady event) {
    draft.pay(event.usage());
    Version version =
        Version.written(event.attempt(), event.content(), entry.seq(), event.message());
    draft.file(event.file(), file -> file.written(version, entry.node()));
  }

  private static void rejected(ProjectBuilder draft, Entry entry, AnswerRejected event) {
    draft.pay(event.usage());
    draft.failed(event.file(), event.attempt(), "answer", event.reason());
    Problem problem = new Problem("answer", event.reason());
    draft.file(event.file(), file -> file.answeredBadly(event.attempt(), problem, draft.ladder()));
  }

  private static void validated(
      ProjectBuilder draft, String path, int attempt, List<Diagnostic> found) {
    List<Problem> problems = found.stream()
        .map(one -> new Problem("syntax", place(one.line(), one.column()) + one.message()))
        .toList();
    judge(draft, path, attempt, problems, version -> version.validated(problems.isEmpty()));
  }

  private static void audited(ProjectBuilder draft, String path, int attempt, List<Finding> found) {
    List<Problem> problems = found.stream()
        .filter(Finding::blocks)
        .map(one -> new Problem(
            "audit",
            place(one.line(), one.column()) + one.message() + " "
                + one.suggestion().strip()))
        .toList();
    judge(draft, path, attempt, problems, version -> version.audited(problems.isEmpty()));
  }

  private static void judge(
      ProjectBuilder draft,
      String path,
      int attempt,
      List<Problem> problems,
      UnaryOperator<Version> verdict) {
    problems.forEach(one -> draft.failed(path, attempt, one.layer(), one.text()));
    draft.file(
        path,
        file -> file.candidate() == null || file.candidate().attempt() != attempt
            ? file
            : file.judged(verdict.apply(file.candidate()), problems, draft.ladder()));
  }

  private static String place(int line, int column) {
    return line == 0
        ? ""
        : column == 0 ? "line " + line + ": " : "line " + line + ", column " + column + ": ";
  }

  private static void accepted(ProjectBuilder draft, Entry entry, FileValidated event) {
    draft.file(event.file(), file -> {
      if (file.candidate() == null || !file.candidate().isGood()) {
        throw new IllegalStateException(entry + " accepts a version that was not judged good");
      }
      Version version = file.candidate().accepted(entry.at());
      draft.commits.add(new Project.PendingCommit(event.file(), version));
      return file.accepted(version);
    });
  }

  private static void committed(ProjectBuilder draft, Entry entry, Committed event) {
    boolean removed = draft.commits.removeIf(commit ->
        commit.file().equals(event.file()) && commit.version().attempt() == event.attempt());
    if (!removed) {
      throw new IllegalStateException(entry + " commits a version that does not wait for it");
    }
    draft.file(event.file(), file -> file.committed(event.attempt()));
  }

  private static void skipped(ProjectBuilder draft, Entry entry, ExecutionSkipped event) {
    String whyNot = event.runnable() ? event.reason() : "";
    draft.file(event.file(), file -> file.ran(event.tree(), false, whyNot));
  }

  private static void surrendered(ProjectBuilder draft, Entry entry, AgentSurrender event) {
    draft.failed(event.file(), event.attempts(), "surrender", event.reason());
    draft.file(event.file(), file -> file.left(event.reason()));
  }

  private static void hinted(ProjectBuilder draft, Entry entry, HintGiven event) {
    draft.file(event.file(), file -> file.encouraged(event.text()));
    draft.resume();
  }
}
