package atelier.project;

import atelier.event.FilePlan;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of a project while one event is being applied to it. */
final class FileBuilder {
  FilePlan plan;
  int attempts;
  int step;
  boolean wanted;

  @Nullable
  Version candidate;

  @Nullable
  Version accepted;

  @Nullable
  String refused;

  int committed;
  String ran;
  boolean executed;
  String unrunnable;
  List<Problem> problems;
  Set<String> signatures;
  List<String> hints;
  String surrender;
  String node;

  FileBuilder(SourceFile file) {
    plan = file.plan();
    attempts = file.attempts();
    step = file.step();
    wanted = file.wanted();
    candidate = file.candidate();
    accepted = file.accepted();
    refused = file.refused();
    committed = file.committed();
    ran = file.ran();
    executed = file.executed();
    unrunnable = file.unrunnable();
    problems = file.problems();
    signatures = file.signatures();
    hints = file.hints();
    surrender = file.surrender();
    node = file.node();
  }

  SourceFile done() {
    return new SourceFile(
        plan,
        attempts,
        step,
        wanted,
        candidate,
        accepted,
        refused,
        committed,
        ran,
        executed,
        unrunnable,
        problems,
        signatures,
        hints,
        surrender,
        node);
  }
}
