package atelier.project;

import atelier.event.DiagnosisEvent.RepairUndone;
import atelier.event.Entry;
import atelier.event.Event.CodeReady;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Event handlers for what becomes of a repair: it helps, is undone, or is declined. */
final class RepairEventHandlers {
  private static final int MAX_CHANGED_LINES = 12;

  private RepairEventHandlers() {}

  static void register(EventHandlerTable table) {
    table.register(RepairUndone.class, RepairEventHandlers::repairUndone);
  }

  private static void repairUndone(ProjectBuilder builder, Entry entry, RepairUndone event) {
    RepairTrial trial = builder.diagnosis.trials.get(event.file());
    SourceFile file = builder.files.get(event.file());
    if (trial == null || trial.restoring() || file == null || file.accepted() == null) {
      throw new IllegalStateException(entry + " undoes a repair that is not tried");
    }
    String why = "An earlier repair of " + event.file()
        + " did not change these failures and was undone. It had these lines:\n"
        + newLines(trial.before().content(), file.accepted().content());
    builder.diagnosis.ruleOut(event.file(), trial, false, why);
    builder.diagnosis.trials.put(event.file(), trial.withRestoring());
    builder.updateFile(
        event.file(), old -> FileRepair.restore(old, trial.before().content()));
  }

  private static String newLines(String before, String after) {
    Set<String> known = before.lines().map(String::strip).collect(Collectors.toSet());
    List<String> lines = after
        .lines()
        .filter(line -> !line.isBlank() && !known.contains(line.strip()))
        .limit(MAX_CHANGED_LINES)
        .toList();
    return lines.isEmpty() ? "(it only took lines away)" : String.join("\n", lines);
  }

  /**
   * Whether an answer is the accepted version, byte for byte: then its Writer sees nothing wrong in
   * it, and the failures are somebody else's. Nothing more is done with such an answer.
   */
  static boolean declines(ProjectBuilder builder, CodeReady event) {
    RepairTrial trial = builder.diagnosis.trials.get(event.file());
    SourceFile file = builder.files.get(event.file());
    if (trial == null || file == null || !isSame(trial, file, event.content())) {
      return false;
    }
    builder.diagnosis.trials.remove(event.file());
    builder.diagnosis.ruleOut(
        event.file(),
        trial,
        true,
        "The Writer of " + event.file()
            + " was shown these failures and sees nothing wrong in it.");
    builder.updateFile(event.file(), old -> FileRepair.decline(old, event.attempt()));
    unblameExamples(builder, trial);
    return true;
  }

  private static boolean isSame(RepairTrial trial, SourceFile file, String content) {
    return !trial.restoring()
        && file.candidate() == null
        && file.hints().isEmpty()
        && trial.before().equals(file.accepted())
        && trial.before().content().equals(content);
  }

  private static void unblameExamples(ProjectBuilder builder, RepairTrial trial) {
    trial.failures().keySet().stream()
        .filter(subject -> subject.startsWith("example "))
        .map(subject -> subject.substring(subject.indexOf(' ') + 1))
        .forEach(name -> builder.examples.failures.computeIfPresent(
            name, (key, failure) -> failure.withoutBlame()));
  }

  /** Puts the results back with the version that they are about. */
  static void accepted(ProjectBuilder builder, String path) {
    RepairTrial trial = builder.diagnosis.trials.get(path);
    if (trial == null || !trial.restoring()) {
      return;
    }
    Version accepted = Objects.requireNonNull(builder.files.get(path)).accepted();
    if (accepted == null || !accepted.content().equals(trial.before().content())) {
      return;
    }
    builder.diagnosis.trials.remove(path);
    if (trial.results().restore(builder)) {
      unblameExamples(builder, trial);
    }
  }

  /** Ends the trials of repairs that helped, once a run shows it. */
  static void judge(ProjectBuilder builder) {
    if (builder.diagnosis.trials.isEmpty()) {
      return;
    }
    Project project = builder.build();
    builder.diagnosis.trials.entrySet().removeIf(trial -> {
      SourceFile file = project.files().get(trial.getKey());
      return file == null
          || (!trial.getValue().restoring()
              && trial.getValue().effect(project, file) == RepairTrial.Effect.HELPED);
    });
  }
}
