package atelier.cli;

import atelier.cli.LocalWatch.End;
import atelier.cli.ProjectSummary.Status;
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

/** Plays one order in this process: starts a node, watches, hands over, stops. */
final class RunSession {
  private static final int CLONE_SECONDS = 120;
  private static final int HEALTH_SECONDS = 15;

  private final CommandContext context;
  private final CommandOutput screen;
  private final boolean json;

  RunSession(CommandContext context, CommandOutput screen, boolean json) {
    this.context = context;
    this.screen = screen;
    this.json = json;
  }

  @SuppressWarnings("try") // what is opened is to last, not to be used
  int play(Settings settings, RunRequest order) {
    var running = new AtomicReference<@Nullable LocalWatch>();
    var asked = new AtomicBoolean();
    try (var watch = context.interrupts().watch(() -> {
          asked.set(true);
          var run = running.get();
          if (run != null) {
            run.interrupt();
          }
        });
        var host =
            new NodeProcess(context, settings, Optional.of(order.project()), records(order))) {
      var in = context.console().in();
      var run = new LocalWatch(host.node(), order, screen, json, in);
      running.set(run);
      if (asked.get()) {
        screen.tell(StyledLine.warn("⏹️  Interrupted before it began."));
        return ExitCode.INTERRUPTED;
      }
      return conclude(run.play(), run.standing(), settings, order, host.node());
    }
  }

  private static boolean records(RunRequest order) {
    return order.record().isPresent();
  }

  private int conclude(
      End end, ProjectSummary standing, Settings settings, RunRequest order, RunningNode node) {
    return switch (end) {
      case INTERRUPTED -> interrupted(order);
      case NO_MODEL -> noModel(settings, order, node);
      case RESTS -> rests(standing, order, node);
    };
  }

  private int interrupted(RunRequest order) {
    screen.tell(StyledLine.warn("⏸️  Interrupted. Nothing is lost; this goes on with it:"));
    screen.tell(StyledLine.detail(order.goOn()));
    return ExitCode.INTERRUPTED;
  }

  private int noModel(Settings settings, RunRequest order, RunningNode node) {
    List<StyledLine> lines = new ArrayList<>(List.of(StyledLine.bad("❌ No model can answer.")));
    var missing = health(node).stream().filter(health -> !health.ready()).toList();
    missing.forEach(health -> lines.add(StyledLine.detail(TerminalText.firstLine(
        health.model() + " at " + health.endpoint() + ": " + health.problem(), 300))));
    lines.add(StyledLine.plain("Three ways out. 1. Start Ollama and fetch a model:"));
    lines.add(StyledLine.detail("ollama serve"));
    var primary = settings.llm().primary();
    Stream.concat(
            missing.stream().map(Llm.Health::remedy),
            Stream.of("ollama pull " + primary.model()).filter(pull -> isOllama(primary)))
        .map(remedy -> TerminalText.firstLine(remedy, 300))
        .filter(remedy -> remedy.contains("ollama pull"))
        .map(remedy -> remedy.substring(remedy.indexOf("ollama pull")))
        .distinct()
        .forEach(remedy -> lines.add(StyledLine.detail(remedy)));
    lines.add(StyledLine.plain("2. Take a hosted model:"));
    lines.add(StyledLine.detail("set ANTHROPIC_API_KEY and give --set llm.provider=anthropic, or"));
    lines.add(StyledLine.detail("set OPENAI_API_KEY (and OPENAI_BASE_URL) and give"
        + " --set llm.provider=openai --set llm.model=NAME"));
    lines.add(StyledLine.plain("3. See it work without any model:"));
    lines.add(StyledLine.detail("atelier rehearse"));
    lines.add(StyledLine.plain("Then go on with this project: " + order.goOn()));
    screen.tell(lines);
    return ExitCode.INFRASTRUCTURE;
  }

  private static boolean isOllama(Settings.Model model) {
    return model.provider().equals("ollama");
  }

  private static List<Llm.Health> health(RunningNode node) {
    try {
      return Await.await(node.health(), HEALTH_SECONDS, "asking the models");
    } catch (CommandFailure tooSlow) {
      return List.of();
    }
  }

  private int rests(ProjectSummary standing, RunRequest order, RunningNode node) {
    screen.tell(StyledLine.plain("Repository: " + node.folder(order.project())));
    order.record().ifPresent(file -> save(file, node.recordedScript()));
    if (standing.status() == Status.PAUSED) {
      screen.tell(StyledLine.plain("Try again: " + order.goOn()));
    } else if (standing.ended()) {
      order.out().ifPresent(out -> {
        Await.await(node.cloneTo(order.project(), out), CLONE_SECONDS, "cloning to " + out);
        screen.tell(StyledLine.plain("Clone: " + out));
      });
    }
    return standing.status() == Status.SUCCEEDED ? ExitCode.OK : ExitCode.FAILED;
  }

  private void save(Path file, String script) {
    try {
      Files.writeString(file, script);
      screen.tell(StyledLine.plain("Recorded: " + file));
    } catch (IOException e) {
      throw CommandFailure.failed("the recording cannot be written to " + file);
    }
  }
}
