package atelier.project;

import atelier.event.CannotShow;
import atelier.event.Entry;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExamplePassed;
import atelier.event.ProofEvent.ExampleSkipped;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.ProofEvent.ExamplesReady;
import atelier.event.ProofEvent.ExamplesRejected;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Event handlers for acceptance examples: made, run, disputed, withdrawn. */
final class ExampleEventHandlers {
  private ExampleEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(ExamplesReady.class, ExampleEventHandlers::examplesReady)
        .register(ExamplesRejected.class, ExampleEventHandlers::examplesRejected)
        .register(ExamplePassed.class, (builder, entry, event) -> {
          builder.examples.updateResult(
              event.name(), event.evidence().tree(), result -> result.withPass(event.evidence()));
          RepairEventHandlers.judge(builder);
        })
        .register(ExampleFailed.class, ExampleEventHandlers::exampleFailed)
        .register(ExampleSkipped.class, (builder, entry, event) -> {
          builder.examples.updateResult(
              event.name(),
              event.tree(),
              result -> CheckResult.skipped(event.tree(), event.reason()));
          RepairEventHandlers.judge(builder);
        })
        .register(ExampleWithdrawn.class, ExampleEventHandlers::exampleWithdrawn);
  }

  private static void examplesReady(ProjectBuilder builder, Entry entry, ExamplesReady event) {
    builder.recordUsage(event.usage());
    Map<String, Example> examples = new LinkedHashMap<>();
    builder.examples.inForce.forEach(example -> examples.put(example.name(), example));
    event.examples().forEach(example -> examples.put(example.name(), example));
    Set<CannotShow> cannotShow = new LinkedHashSet<>(builder.examples.cannotShow);
    cannotShow.addAll(event.cannotShow());
    builder.examples.ready = true;
    builder.examples.inForce = List.copyOf(examples.values());
    builder.examples.cannotShow = List.copyOf(cannotShow);
    builder.resume();
  }

  private static void examplesRejected(
      ProjectBuilder builder, Entry entry, ExamplesRejected event) {
    builder.recordUsage(event.usage());
    builder.examples.rejections.add(event.reason());
    new FailureRecorder(builder).record("", event.attempt(), "examples", event.reason());
  }

  private static void exampleFailed(ProjectBuilder builder, Entry entry, ExampleFailed event) {
    Evidence evidence = event.evidence();
    builder.examples.updateResult(
        event.name(), evidence.tree(), result -> result.withFailure(evidence));
    String point =
        evidence.failures().stream().map(FailedTest::message).collect(Collectors.joining("; "));
    boolean blamed = !event.cause().isEmpty();
    builder.examples.failures.put(
        event.name(), new ExampleFailure(evidence.tree(), point, event.observed(), blamed));
    RepairEventHandlers.judge(builder);
    if (new FailureRecorder(builder).blamesNobody()) {
      recordUnblamed(builder, event.name(), evidence);
    } else if (blamed) {
      CauseEventHandlers.blameForExample(builder, event.name(), event.cause(), evidence);
    }
  }

  /** A point that was disputed before is no new failure. */
  private static void recordUnblamed(ProjectBuilder builder, String name, Evidence evidence) {
    if (!builder.examples.build().isDisputed(name, evidence.tree())) {
      new FailureRecorder(builder).recordUnblamed("example \"" + name + "\"", evidence);
    }
  }

  private static void exampleWithdrawn(
      ProjectBuilder builder, Entry entry, ExampleWithdrawn event) {
    builder.examples.withdraw(event.name(), event.reason());
  }
}
