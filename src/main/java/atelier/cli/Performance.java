package atelier.cli;

import atelier.cli.ProjectRun.End;
import atelier.cli.Standing.Status;
import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Plays one order in this process: starts a node, watches, hands over, stops. */
final class Performance {
  private static final int START_SECONDS = 60;
  private static final int CLOSE_SECONDS = 20;
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
    var running = new AtomicReference<Optional<ProjectRun>>(Optional.empty());
    var asked = new AtomicReference<>(false);
    try (var watch = context.interrupts().watch(() -> {
          asked.set(true);
          running.get().ifPresent(ProjectRun::interrupt);
        });
        var host = new Host(settings, context, Optional.of(order.project()), records(order))) {
      var in = context.console().in();
      var run = new ProjectRun(host.node(), order, screen, json, in);
      running.set(Optional.of(run));
      if (asked.get()) {
        run.interrupt();
      }
      return conclude(run.play(), run.standing(), order, host.node());
    }
  }

  private static boolean records(Order order) {
    return order.record().isPresent();
  }

  private int conclude(End end, Standing standing, Order order, RunningNode node) {
    return switch (end) {
      case INTERRUPTED -> interrupted(order);
      case NO_MODEL -> noModel(order, node);
      case RESTS -> rests(standing, order, node);
    };
  }

  private int interrupted(Order order) {
    screen.tell(Line.warn("⏸️  Interrupted. Nothing is lost; this goes on with it:"));
    screen.tell(Line.detail(order.goOn()));
    return Exit.INTERRUPTED;
  }

  private int noModel(Order order, RunningNode node) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.bad("❌ No model can answer. Three ways out:"));
    lines.add(Line.plain("1. Start Ollama and fetch the model:"));
    lines.add(Line.detail("ollama serve"));
    for (var health : Waiting.await(node.health(), HEALTH_SECONDS, "asking the models")) {
      if (!health.ready()) {
        lines.add(Line.detail(Plain.firstLine(health.remedy(), 200) + "   ("
            + Plain.firstLine(health.problem(), 200) + ")"));
      }
    }
    lines.add(Line.plain("2. Or take a hosted model:"));
    lines.add(Line.detail("set ANTHROPIC_API_KEY and give --set llm.provider=anthropic"));
    lines.add(Line.detail("set OPENAI_API_KEY (and OPENAI_BASE_URL) and give"
        + " --set llm.provider=openai --set llm.model=NAME"));
    lines.add(Line.plain("3. Or see it work without any model:"));
    lines.add(Line.detail("atelier rehearse"));
    lines.add(Line.plain("Then go on with this project: " + order.goOn()));
    screen.tell(lines);
    return Exit.INFRASTRUCTURE;
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

  /** A node of this process that is closed within bounds. */
  static final class Host implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final RunningNode node;

    Host(Settings settings, Context context, Optional<String> onlyProject, boolean record) {
      try {
        node = Waiting.await(
            context.starter().start(vertx, settings, onlyProject, record),
            START_SECONDS,
            "starting the node");
      } catch (RuntimeException e) {
        Waiting.await(vertx.close(), CLOSE_SECONDS, "stopping");
        throw e;
      }
    }

    RunningNode node() {
      return node;
    }

    @Override
    public void close() {
      try {
        Waiting.await(node.close(), CLOSE_SECONDS, "closing the node");
      } finally {
        Waiting.await(vertx.close(), CLOSE_SECONDS, "stopping");
      }
    }
  }
}
