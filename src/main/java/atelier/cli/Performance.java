package atelier.cli;

import atelier.cli.ProjectRun.End;
import atelier.cli.Standing.Status;
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
final class Performance {
  private static final int CLONE_SECONDS = 120;
  private static final int HEALTH_SECONDS = 15;

  private final Context context;
  private final Screen screen;
  private final boolean json;

  Performance(Context context, Screen screen, boolean json) {
    this.context = context;
    this.screen = screen;
    this.json = json;
  }

  @SuppressWarnings("try") // what is opened is to last, not to be used
  int play(Settings settings, Order order) {
    var running = new AtomicReference<@Nullable ProjectRun>();
    var asked = new AtomicBoolean();
    try (var watch = context.interrupts().watch(() -> {
          asked.set(true);
          var run = running.get();
          if (run != null) {
            run.interrupt();
          }
        });
        var host = new Host(context, settings, Optional.of(order.project()), records(order))) {
      var in = context.console().in();
      var run = new ProjectRun(host.node(), order, screen, json, in);
      running.set(run);
      if (asked.get()) {
        screen.tell(Line.warn("⏹️  Interrupted before it began."));
        return Exit.INTERRUPTED;
      }
      return conclude(run.play(), run.standing(), settings, order, host.node());
    }
  }

  private static boolean records(Order order) {
    return order.record().isPresent();
  }

  private int conclude(
      End end, Standing standing, Settings settings, Order order, RunningNode node) {
    return switch (end) {
      case INTERRUPTED -> interrupted(order);
      case NO_MODEL -> noModel(settings, order, node);
      case RESTS -> rests(standing, order, node);
    };
  }

  private int interrupted(Order order) {
    screen.tell(Line.warn("⏸️  Interrupted. Nothing is lost; this goes on with it:"));
    screen.tell(Line.detail(order.goOn()));
    return Exit.INTERRUPTED;
  }

  private int noModel(Settings settings, Order order, RunningNode node) {
    List<Line> lines = new ArrayList<>(List.of(Line.bad("❌ No model can answer.")));
    var missing = health(node).stream().filter(health -> !health.ready()).toList();
    missing.forEach(health -> lines.add(Line.detail(Plain.firstLine(
        health.model() + " at " + health.endpoint() + ": " + health.problem(), 300))));
    lines.add(Line.plain("Three ways out. 1. Start Ollama and fetch a model:"));
    lines.add(Line.detail("ollama serve"));
    var primary = settings.llm().primary();
    Stream.concat(
            missing.stream().map(Llm.Health::remedy),
            Stream.of("ollama pull " + primary.model()).filter(pull -> isOllama(primary)))
        .map(remedy -> Plain.firstLine(remedy, 300))
        .filter(remedy -> remedy.contains("ollama pull"))
        .map(remedy -> remedy.substring(remedy.indexOf("ollama pull")))
        .distinct()
        .forEach(remedy -> lines.add(Line.detail(remedy)));
    lines.add(Line.plain("2. Take a hosted model:"));
    lines.add(Line.detail("set ANTHROPIC_API_KEY and give --set llm.provider=anthropic, or"));
    lines.add(Line.detail("set OPENAI_API_KEY (and OPENAI_BASE_URL) and give"
        + " --set llm.provider=openai --set llm.model=NAME"));
    lines.add(Line.plain("3. See it work without any model:"));
    lines.add(Line.detail("atelier rehearse"));
    lines.add(Line.plain("Then go on with this project: " + order.goOn()));
    screen.tell(lines);
    return Exit.INFRASTRUCTURE;
  }

  private static boolean isOllama(Settings.Model model) {
    return model.provider().equals("ollama");
  }

  private static List<Llm.Health> health(RunningNode node) {
    try {
      return Waiting.await(node.health(), HEALTH_SECONDS, "asking the models");
    } catch (Failure tooSlow) {
      return List.of();
    }
  }

  private int rests(Standing standing, Order order, RunningNode node) {
    screen.tell(Line.plain("Repository: " + node.folder(order.project())));
    order.record().ifPresent(file -> save(file, node.recordedScript()));
    if (standing.status() == Status.PAUSED) {
      screen.tell(Line.plain("Try again: " + order.goOn()));
    } else if (standing.ended()) {
      order.out().ifPresent(out -> {
        Waiting.await(node.cloneTo(order.project(), out), CLONE_SECONDS, "cloning to " + out);
        screen.tell(Line.plain("Clone: " + out));
      });
    }
    return standing.status() == Status.SUCCEEDED ? Exit.OK : Exit.FAILED;
  }

  private void save(Path file, String script) {
    try {
      Files.writeString(file, script);
      screen.tell(Line.plain("Recorded: " + file));
    } catch (IOException e) {
      throw Failure.failed("the recording cannot be written to " + file);
    }
  }
}
