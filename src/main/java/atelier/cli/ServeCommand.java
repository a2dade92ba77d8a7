package atelier.cli;

import atelier.config.Configuration.Option;
import atelier.config.Settings;
import atelier.event.LiveMessage;
import atelier.llm.Llm;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private static final int REMIND_SECONDS = 60;
  private static final int BUS_PORT_OFFSET = 100;
  private static final int SHOWN_CHARS = 16;

  @picocli.CommandLine.Option(
      names = {"--cluster", "-cluster"},
      description = "Join or form a cluster.")
  private boolean cluster;

  @ParentCommand
  private @Nullable ServeCommand root;

  ServeCommand(CommandContext context) {
    super(context);
  }

  @SuppressWarnings("try") // what is opened is to last, not to be used
  @Override
  final int run() {
    var settings = configuration(List.of(), last()).settings();
    var screen = screen();
    var stop = new CountDownLatch(1);
    try (var watch = context.interrupts().watch(stop::countDown);
        var host = new NodeProcess(context, settings, Optional.empty(), false)) {
      var node = host.node();
      screen.tell(StyledLine.good(
          "✅ Atelier is up with " + EventPhrases.number(node.agents().size(), "agent") + ": "
              + String.join(", ", node.agents())));
      node.http().ifPresent(http -> introduce(screen, http));
      node.company().ifPresent(company -> screen.tell(words(company, settings.cluster())));
      var watching = node.watch(message -> came(message, node, screen, settings));
      screen.tell(StyledLine.plain("Data: " + settings.data()));
      for (var health : Await.await(node.health(), ANSWER_SECONDS, "asking the models")) {
        screen.tell(line(health));
      }
      var projects =
          Await.await(node.active(), ANSWER_SECONDS, "reading the journal").size();
      screen.tell(StyledLine.plain(
          "Resuming " + EventPhrases.number(projects, "project") + ". Ctrl-C stops."));
      while (!stop.await(REMIND_SECONDS, TimeUnit.SECONDS)) {
        node.company()
            .filter(company -> !company.isMajority())
            .ifPresent(company -> screen.tell(words(company, settings.cluster())));
      }
      watching.close();
      screen.tell(StyledLine.plain("Stopping; what is open goes on at the next start."));
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private static void came(
      LiveMessage message, RunningNode node, CommandOutput screen, Settings settings) {
    if (message.type().equals("node_joined") || message.type().equals("node_left")) {
      boolean joined = message.type().equals("node_joined");
      screen.tell(StyledLine.plain((joined ? "✨ " : "💨 ")
          + EventPhrases.safe(message.node())
          + (joined ? " joined." : " left.")));
      node.company().ifPresent(company -> screen.tell(words(company, settings.cluster())));
    }
  }

  /** Who is here; where that is too few, what is waited for and what may be in the way. */
  static List<StyledLine> words(RunningNode.ClusterMembership company, Settings.Cluster settings) {
    String here = "🌐 Cluster " + EventPhrases.safe(shortened(company.cluster())) + ": "
        + company.nodes().size() + " of " + company.size() + " nodes are here: "
        + company.nodes().stream()
            .map(node -> node.equals(company.self()) ? node + " (this one)" : node)
            .map(EventPhrases::safe)
            .collect(Collectors.joining(", "))
        + ".";
    if (company.nodes().size() > company.size()) {
      return List.of(StyledLine.warn(here + " These are more than cluster.size: set it to "
          + company.nodes().size() + " on all nodes, or two halves may both take work."));
    } else if (company.isMajority()) {
      return List.of(StyledLine.plain(here));
    }
    return List.of(
        StyledLine.warn(
            here + " " + (company.size() / 2 + 1) + " must be before anything is accepted."),
        StyledLine.detail(sought(settings)),
        StyledLine.detail("If they run: is their cluster.name the same, do firewalls let ports "
            + settings.port() + " and " + (settings.port() + BUS_PORT_OFFSET)
            + " through? \"atelier doctor\" looks."));
  }

  /** Who knows a long name may join, so that it is not told whole. */
  private static String shortened(String name) {
    return name.length() <= SHOWN_CHARS ? name : name.substring(0, SHOWN_CHARS) + "…";
  }

  private static String sought(Settings.Cluster settings) {
    return settings.members().isEmpty()
        ? "The others are looked for by multicast: where a network has none, set cluster.members."
        : "The others are looked for at " + String.join(", ", settings.members()) + ".";
  }

  private void introduce(CommandOutput screen, RunningNode.Address http) {
    screen.tell(StyledLine.plain("🖥️  Dashboard: " + http.url()));
    http.tokenFile().ifPresent(file -> screen.tell(StyledLine.plain("🔑 Its token is in " + file)));
    if (json()) {
      screen.data("{\"url\":\"" + http.url() + "\"}");
    }
  }

  private List<Option> last() {
    var wanted = cluster || (root != null && root.cluster);
    return wanted ? List.of(new Option("cluster.enabled", "true", "--cluster")) : List.of();
  }

  static StyledLine line(Llm.Health health) {
    var model = TerminalText.firstLine(health.model() + " at " + health.endpoint(), 200);
    return health.ready()
        ? StyledLine.good("✅ Model " + model + " answers.")
        : StyledLine.warn(
            "⚠️  Model " + model + ": " + TerminalText.firstLine(health.problem(), 300)
                + " Mend it with: " + TerminalText.firstLine(health.remedy(), 300));
  }
}
