package atelier.cli;

import atelier.config.Configuration.Option;
import atelier.event.Passing;
import atelier.llm.Llm;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code serve}: a node that works until it is told to stop. */
@Command(
    name = "serve",
    description = "A node: its agents work until it is told to stop (default).")
class ServeCommand extends AtelierCommand {
  private static final int ANSWER_SECONDS = 30;

  @picocli.CommandLine.Option(
      names = {"--cluster", "-cluster"},
      description = "Join or form a cluster.")
  private boolean cluster;

  @ParentCommand
  private @Nullable ServeCommand root;

  ServeCommand(Context context) {
    super(context);
  }

  @SuppressWarnings("try") // what is opened is to last, not to be used
  @Override
  final int run() {
    var settings = configuration(List.of(), last()).settings();
    var screen = screen();
    var stop = new CountDownLatch(1);
    try (var watch = context.interrupts().watch(stop::countDown);
        var host = new Host(context, settings, Optional.empty(), false)) {
      var node = host.node();
      screen.tell(Line.good("✅ Atelier is up with " + Told.number(node.agents().size(), "agent")
          + ": " + String.join(", ", node.agents())));
      node.http().ifPresent(http -> introduce(screen, http));
      node.company().ifPresent(company -> screen.tell(words(company)));
      var watching = node.watch(message -> came(message, node, screen));
      screen.tell(Line.plain("Data: " + settings.data()));
      for (var health : Waiting.await(node.health(), ANSWER_SECONDS, "asking the models")) {
        screen.tell(line(health));
      }
      var projects =
          Waiting.await(node.active(), ANSWER_SECONDS, "reading the journal").size();
      screen.tell(Line.plain("Resuming " + Told.number(projects, "project") + ". Ctrl-C stops."));
      stop.await();
      watching.close();
      screen.tell(Line.plain("Stopping; what is open goes on at the next start."));
      return Exit.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }

  private static void came(Passing message, RunningNode node, Screen screen) {
    if (message.type().equals("node_joined") || message.type().equals("node_left")) {
      boolean joined = message.type().equals("node_joined");
      screen.tell(Line.plain(
          (joined ? "✨ " : "💨 ") + Told.safe(message.node()) + (joined ? " joined." : " left.")));
      node.company().ifPresent(company -> screen.tell(words(company)));
    }
  }

  private static Line words(RunningNode.Company company) {
    String here = "🌐 Cluster " + company.cluster() + ": " + company.nodes().size() + " of "
        + company.size() + " nodes are here: "
        + company.nodes().stream()
            .map(node -> node.equals(company.self()) ? node + " (this one)" : node)
            .map(Told::safe)
            .collect(Collectors.joining(", "));
    return company.isMajority()
        ? Line.plain(here + ".")
        : Line.warn(
            here + ". " + (company.size() / 2 + 1) + " must be before anything is accepted.");
  }

  private void introduce(Screen screen, RunningNode.Address http) {
    screen.tell(Line.plain("🖥️  Dashboard: " + http.url()));
    http.tokenFile().ifPresent(file -> screen.tell(Line.plain("🔑 Its token is in " + file)));
    if (json()) {
      screen.data("{\"url\":\"" + http.url() + "\"}");
    }
  }

  private List<Option> last() {
    var wanted = cluster || (root != null && root.cluster);
    return wanted ? List.of(new Option("cluster.enabled", "true", "--cluster")) : List.of();
  }

  static Line line(Llm.Health health) {
    var model = Plain.firstLine(health.model() + " at " + health.endpoint(), 200);
    return health.ready()
        ? Line.good("✅ Model " + model + " answers.")
        : Line.warn("⚠️  Model " + model + ": " + Plain.firstLine(health.problem(), 300)
            + " Mend it with: " + Plain.firstLine(health.remedy(), 300));
  }
}
