package atelier.project;

import atelier.event.DiagnosisEvent.RewriteRejected;
import atelier.event.DiagnosisEvent.SurvivorsReported;
import atelier.event.Entry;
import atelier.event.Event.CodeReady;
import atelier.project.TestRewrite.Stage;
import java.util.List;
import java.util.Optional;

/** Event handlers for the request for tests that notice the survivors, and what it changes. */
final class RewriteEventHandlers {
  private RewriteEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(SurvivorsReported.class, RewriteEventHandlers::survivorsReported)
        .register(RewriteRejected.class, RewriteEventHandlers::rewriteRejected);
  }

  private static void survivorsReported(
      ProjectBuilder builder, Entry entry, SurvivorsReported event) {
    SourceFile file = builder.files.get(event.file());
    boolean known = file != null && file.accepted() != null && builder.mutationScore != null;
    if (!known || builder.rewrite.isPresent()) {
      throw new IllegalStateException(entry + " asks for tests that cannot be asked for");
    }
    Project before = ProjectBuilder.from(builder.build()).build();
    builder.rewrite = Optional.of(
        new TestRewrite(event.file(), event.survivors(), Stage.OPEN, "", List.of(), before));
    builder.updateFile(event.file(), FileRepair::rewrite);
  }

  /** The version before stays, or is written back if another was accepted meanwhile. */
  private static void rewriteRejected(ProjectBuilder builder, Entry entry, RewriteRejected event) {
    TestRewrite rewrite = builder
        .rewrite
        .filter(open -> open.isOpen() && open.file().equals(event.file()))
        .orElseThrow(() -> new IllegalStateException(entry + " rejects what was not asked for"));
    boolean unchanged = rewrite.isUnchanged(builder.build());
    builder.updateFile(
        event.file(),
        file -> unchanged
            ? FileRepair.withAttemptOf(rewrite.fileBefore(), file)
            : FileRepair.restore(file, rewrite.contentBefore()));
    builder.rewrite = Optional.of(rewrite.withStage(unchanged ? Stage.ENDED : Stage.RESTORING));
    builder.retryableFailures.clear();
    builder.taskAttempts.clear();
  }

  /** Adds a version. The same bytes as before change nothing, and were judged before. */
  static void codeReady(ProjectBuilder builder, Entry entry, CodeReady event) {
    String path = event.file();
    Version version =
        Version.written(event.attempt(), event.content(), entry.seq(), event.message());
    Optional<TestRewrite> asked =
        builder.rewrite.filter(rewrite -> rewrite.file().equals(path));
    boolean same =
        asked.filter(rewrite -> rewrite.contentBefore().equals(event.content())).isPresent();
    SourceFile known = builder.files.get(path);
    boolean restores = known != null && event.content().equals(known.restored());
    Version candidate = restores ? version.withValidation(true).withAudit(true) : version;
    builder.updateFile(path, file -> file.withCandidate(candidate, entry.node()));
    asked.filter(TestRewrite::isOpen).ifPresent(open -> {
      TestRewrite answered = open.withClaims(event.equivalent());
      builder.rewrite = Optional.of(same ? answered.withStage(Stage.ENDED) : answered);
      if (same) {
        builder.updateFile(path, file -> FileRepair.withAttemptOf(open.fileBefore(), file));
      }
    });
  }

  /** Puts the evidence back with the version that it is about. */
  static void accepted(ProjectBuilder builder, String path) {
    builder.rewrite.filter(rewrite -> rewrite.isRestoring(path)).ifPresent(rewrite -> {
      builder.rewrite = Optional.of(rewrite.withStage(Stage.ENDED));
      builder.updateFile(path, file -> FileRepair.withRepairsOf(file, rewrite.fileBefore()));
      EvidenceSnapshot.of(rewrite.before()).restore(builder);
    });
  }

  /** A person's hint for the file takes the place of the request. */
  static void hinted(ProjectBuilder builder, String path) {
    builder.rewrite = builder.rewrite.map(
        rewrite -> rewrite.file().equals(path) ? rewrite.withStage(Stage.ENDED) : rewrite);
  }
}
