package atelier.project;

import atelier.event.FilePlan;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mutable copy of a file's state, used while one event is applied. */
final class FileBuilder {
  FilePlan plan;
  int attempts;
  int repairStep;
  boolean writePending;

  @Nullable
  Version candidate;

  @Nullable
  Version accepted;

  @Nullable
  String rejectedContent;

  int committedAttempt;
  List<Problem> problems;
  Set<String> problemSignatures;
  List<String> hints;
  boolean surrendered;
  String surrenderReason;
  String lastNode;
  boolean repeated;

  @Nullable
  String restored;

  FileBuilder(SourceFile file) {
    plan = file.plan();
    attempts = file.attempts();
    repairStep = file.repairStep();
    writePending = file.writePending();
    candidate = file.candidate();
    accepted = file.accepted();
    rejectedContent = file.rejectedContent();
    committedAttempt = file.committedAttempt();
    repeated = file.repeated();
    restored = file.restored();
    problems = file.problems();
    problemSignatures = file.problemSignatures();
    hints = file.hints();
    surrendered = file.surrendered();
    surrenderReason = file.surrenderReason();
    lastNode = file.lastNode();
  }

  /** The Writer has not given up, or a person lets it try again. */
  void withdrawSurrender() {
    surrendered = false;
    surrenderReason = "";
  }

  SourceFile build() {
    return new SourceFile(
        plan,
        attempts,
        repairStep,
        writePending,
        candidate,
        accepted,
        rejectedContent,
        committedAttempt,
        problems,
        problemSignatures,
        hints,
        surrendered,
        surrenderReason,
        lastNode,
        repeated,
        restored);
  }
}
