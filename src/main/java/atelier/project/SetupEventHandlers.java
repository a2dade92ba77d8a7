package atelier.project;

import atelier.event.Diagnostic;
import atelier.event.Entry;
import atelier.event.FilePlan;
import atelier.event.SetupEvent.LockReady;
import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import atelier.event.SetupEvent.SetupStarted;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Event handlers for the packages that a project declares. */
final class SetupEventHandlers {
  private static final int MAX_OUTPUT_CHARS = 2_000;

  private SetupEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(
            SetupStarted.class,
            (builder, entry, event) ->
                update(builder, event.request(), event.file(), event.ecosystem(), Setup::started))
        .register(
            SetupReady.class,
            (builder, entry, event) -> update(
                builder,
                event.request(),
                event.file(),
                event.ecosystem(),
                setup -> setup.ready(event)))
        .register(SetupFailed.class, SetupEventHandlers::setupFailed)
        .register(
            SetupSkipped.class,
            (builder, entry, event) -> update(
                builder,
                event.request(),
                event.file(),
                event.ecosystem(),
                setup -> setup.skipped(event.reason())))
        .register(LockReady.class, SetupEventHandlers::lockReady);
  }

  private static void update(
      ProjectBuilder builder,
      String request,
      String file,
      String ecosystem,
      UnaryOperator<Setup> change) {
    Setup setup = builder.setups.of(request).orElse(Setup.none(file, ecosystem));
    builder.setups = builder.setups.with(request, change.apply(setup));
  }

  /** The manifest is at fault, for sure: its Writer is asked, as after a failed validation. */
  private static void setupFailed(ProjectBuilder builder, Entry entry, SetupFailed event) {
    String text = problem(event);
    update(
        builder,
        event.request(),
        event.file(),
        event.ecosystem(),
        setup -> setup.failed(event, text));
    SourceFile manifest = builder.files.get(event.file());
    if (manifest != null) {
      new FailureRecorder(builder).record(event.file(), manifest.attempts(), "packages", text);
      Problem problem = new Problem("packages", text);
      builder.updateFile(
          event.file(), file -> file.withRunFailure(problem, builder.repairPolicy()));
    }
  }

  private static String problem(SetupFailed event) {
    String intro =
        "the " + event.ecosystem() + " packages of " + event.file() + " cannot be installed: ";
    if (!event.diagnostics().isEmpty()) {
      return intro
          + event.diagnostics().stream()
              .map(SetupEventHandlers::line)
              .collect(Collectors.joining("\n"));
    }
    String output = event.output().strip();
    return intro + output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
  }

  private static String line(Diagnostic diagnostic) {
    return (diagnostic.line() > 0 ? "line " + diagnostic.line() + ": " : "") + diagnostic.message();
  }

  /** The file belongs to the project at once: no model wrote it, and nobody checks it. */
  private static void lockReady(ProjectBuilder builder, Entry entry, LockReady event) {
    String path = event.file();
    SourceFile before = builder.files.get(path);
    int attempts = before == null ? PlannedFiles.attemptsBefore(builder, path) : before.attempts();
    Version version = Version.written(
            attempts + 1, event.content(), entry.seq(), message(builder, event, before))
        .withValidation(true)
        .withAudit(true)
        .withAcceptedAt(entry.at());
    builder.files.put(path, made(event, before).edit(file -> {
      file.attempts = version.attempt();
      file.accepted = version;
      file.lastNode = entry.node();
    }));
    builder.pendingCommits.add(new Project.PendingCommit(path, version));
    if (!path.equals(event.manifest())) {
      builder.setups = builder.setups.withMade(path, event.manifest());
    }
    if (builder.designed && builder.blueprint != null) {
      Deletion.replan(builder, builder.blueprint.delete());
    }
  }

  /** A manifest that the tool completes stays its Writer's; any other file was never written. */
  private static SourceFile made(LockReady event, @Nullable SourceFile before) {
    if (before != null && event.file().equals(event.manifest())) {
      return before;
    }
    FilePlan plan = new FilePlan(event.file(), "made by installing packages", List.of(), "");
    return SourceFile.planned(plan, 0).edit(file -> {
      file.writePending = false;
      file.committedAttempt = before == null ? 0 : before.committedAttempt();
    });
  }

  private static String message(
      ProjectBuilder builder, LockReady event, @Nullable SourceFile before) {
    if (event.file().equals(event.manifest())) {
      return "Complete " + event.file() + " for its packages";
    }
    if (event.file().endsWith(".gitignore")) {
      return "Ignore what installing packages makes";
    }
    Optional<SetupReady> ready = builder
        .setups
        .in(Setup.State.READY)
        .filter(setup -> setup.file().equals(event.manifest()))
        .flatMap(setup -> setup.ready().stream())
        .findFirst();
    return (before == null || before.committedAttempt() == 0 ? "Lock " : "Lock anew ")
        + ready
            .map(each -> each.packages() + " " + each.ecosystem()
                + (each.packages() == 1 ? " package" : " packages"))
            .orElse("the packages of " + event.manifest());
  }
}
