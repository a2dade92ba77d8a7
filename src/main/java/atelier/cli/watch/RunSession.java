package atelier.cli.watch;

import atelier.cli.context.Await;
import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.EmbeddedNode;
import atelier.cli.context.ExitCode;
import atelier.cli.context.RunningNode;
import atelier.cli.report.CommandOutput;
import atelier.cli.report.PauseReport;
import atelier.cli.report.StyledLine;
import atelier.cli.report.TerminalText;
import atelier.cli.watch.LocalWatcher.EndReason;
import atelier.cli.watch.ProjectSummary.Status;
import atelier.config.Settings;
import atelier.llm.Llm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds one project in this process: starts a node, watches, saves the results, stops. */
public final class RunSession {
  private static final int CLONE_SECONDS = 120;
  private static final int HEALTH_SECONDS = 15;

  private final CommandContext context;
  private final CommandOutput output;
  private final boolean json;

  public RunSession(CommandContext context, CommandOutput output, boolean json) {
    this.context = context;
    this.output = output;
    this.json = json;
  }

  @SuppressWarnings("try") // the registration is closed, never used
  public int run(Settings settings, RunRequest request) {
    var watcherRef = new AtomicReference<@Nullable LocalWatcher>();
    var interrupted = new AtomicBoolean();
    try (var registration = context.interruptSignal().onInterrupt(() -> {
          interrupted.set(true);
          var watcher = watcherRef.get();
          if (watcher != null) {
            watcher.interrupt();
          }
        });
        var embeddedNode = new EmbeddedNode(
            context, settings, Optional.of(request.project()), isRecorded(request))) {
      var in = context.console().in();
      var watcher = new LocalWatcher(embeddedNode.node(), request, output, json, in);
      watcherRef.set(watcher);
      if (interrupted.get()) {
        output.print(StyledLine.warning("⏹️  Interrupted before the project started."));
        return ExitCode.INTERRUPTED;
      }
      return finish(
          watcher.watchUntilStopped(), watcher.summary(), settings, request, embeddedNode.node());
    }
  }

  private static boolean isRecorded(RunRequest request) {
    return request.recordingFile().isPresent();
  }

  private int finish(
      EndReason endReason,
      ProjectSummary summary,
      Settings settings,
      RunRequest request,
      RunningNode node) {
    return switch (endReason) {
      case INTERRUPTED -> reportInterrupt(request);
      case NO_MODEL -> reportNoModel(summary, settings, request, node);
      case STOPPED -> reportResult(summary, request, node);
    };
  }

  private int reportInterrupt(RunRequest request) {
    output.print(StyledLine.warning("⏸️  Interrupted. Nothing is lost; to resume:"));
    output.print(StyledLine.detail(request.resumeCommand()));
    return ExitCode.INTERRUPTED;
  }

  private int reportNoModel(
      ProjectSummary summary, Settings settings, RunRequest request, RunningNode node) {
    var health = fetchHealth(node);
    var unavailable = health.stream().filter(each -> !each.ready()).toList();
    if (unavailable.isEmpty() && !health.isEmpty() && !summary.reason().isEmpty()) {
      return reportRefusal(summary.reason(), request);
    }
    List<StyledLine> lines = new ArrayList<>(List.of(StyledLine.error("❌ No model is available.")));
    unavailable.forEach(each -> lines.add(StyledLine.detail(TerminalText.firstLine(
        each.model() + " at " + each.endpoint() + ": " + each.problem(), 300))));
    lines.add(StyledLine.plain("You can: 1. Start Ollama and pull a model:"));
    lines.add(StyledLine.detail("ollama serve"));
    var primary = settings.llm().primary();
    Stream.concat(
            unavailable.stream().map(Llm.Health::remedy),
            Stream.of("ollama pull " + primary.model()).filter(pull -> isOllama(primary)))
        .map(remedy -> TerminalText.firstLine(remedy, 300))
        .filter(remedy -> remedy.contains("ollama pull"))
        .map(remedy -> remedy.substring(remedy.indexOf("ollama pull")))
        .distinct()
        .forEach(remedy -> lines.add(StyledLine.detail(remedy)));
    lines.add(StyledLine.plain("2. Use a hosted model:"));
    lines.add(StyledLine.detail("set ANTHROPIC_API_KEY and pass --set llm.provider=anthropic, or"));
    lines.add(StyledLine.detail("set OPENAI_API_KEY (and OPENAI_BASE_URL) and pass"
        + " --set llm.provider=openai --set llm.model=NAME"));
    lines.add(StyledLine.plain("3. Try a sample project without a model:"));
    lines.add(StyledLine.detail("atelier rehearse"));
    lines.add(StyledLine.plain("Then resume this project: " + request.resumeCommand()));
    output.print(lines);
    return ExitCode.INFRASTRUCTURE;
  }

  /** Reports why the calls failed although the model's server responds: what it said helps most. */
  private int reportRefusal(String reason, RunRequest request) {
    output.print(List.of(
        StyledLine.error("❌ The model's server responds, but gave no usable answer:"),
        StyledLine.detail(TerminalText.firstLine(reason, 700)),
        StyledLine.plain("You can: 1. Check the settings llm.model, llm.endpoint and the key:"),
        StyledLine.detail("atelier config"),
        StyledLine.plain("2. Use another model: --set llm.model=NAME, or see llm.fallback"),
        StyledLine.plain("Then resume this project: " + request.resumeCommand())));
    return ExitCode.INFRASTRUCTURE;
  }

  private static boolean isOllama(Settings.Model model) {
    return model.provider().equals("ollama");
  }

  private static List<Llm.Health> fetchHealth(RunningNode node) {
    try {
      return Await.await(node.health(), HEALTH_SECONDS, "checking the models");
    } catch (CommandFailure timeout) {
      return List.of();
    }
  }

  private int reportResult(ProjectSummary summary, RunRequest request, RunningNode node) {
    output.print(StyledLine.plain("Repository: " + node.repositoryFolder(request.project())));
    request.recordingFile().ifPresent(file -> saveRecording(file, node.recordedScript()));
    if (summary.status() == Status.PAUSED) {
      output.print(StyledLine.plain("Retry: " + request.resumeCommand()));
      if (summary.blueprint() != null) {
        output.print(StyledLine.plain("To change the plan, start a node: atelier serve"));
        output.print(PauseReport.editSteps(request.project()));
      }
    } else if (summary.hasEnded()) {
      request.cloneFolder().ifPresent(out -> {
        Await.await(node.cloneTo(request.project(), out), CLONE_SECONDS, "cloning to " + out);
        output.print(StyledLine.plain("Clone: " + out));
      });
    }
    return summary.status() == Status.SUCCEEDED ? ExitCode.OK : ExitCode.FAILED;
  }

  private void saveRecording(Path file, String script) {
    try {
      Files.writeString(file, script);
      output.print(StyledLine.plain("Recorded: " + file));
    } catch (IOException e) {
      throw CommandFailure.failed("the recording cannot be written to " + file);
    }
  }
}
