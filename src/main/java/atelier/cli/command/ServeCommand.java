package atelier.cli.command;

import atelier.cli.context.Await;
import atelier.cli.context.CommandContext;
import atelier.cli.context.EmbeddedNode;
import atelier.cli.context.ExitCode;
import atelier.cli.context.RunningNode;
import atelier.cli.report.CommandOutput;
import atelier.cli.report.EventPhrases;
import atelier.cli.report.StyledLine;
import atelier.cli.report.TerminalText;

import atelier.config.Configuration.OptionValue;
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
public class ServeCommand extends AtelierCommand {
  private static final int TIMEOUT_SECONDS = 30;
  private static final int REMINDER_SECONDS = 60;
  private static final int BUS_PORT_OFFSET = 100;
  private static final int MAX_NAME_CHARS = 16;

  @picocli.CommandLine.Option(
      names = {"--cluster", "-cluster"},
      description = "Join or form a cluster.")
  private boolean cluster;

  @ParentCommand
  private @Nullable ServeCommand root;

  public ServeCommand(CommandContext context) {
    super(context);
  }

  @SuppressWarnings("try") // what is opened is to last, not to be used
  @Override
  final int run() {
    var settings = configuration(List.of(), overrides()).settings();
    var output = output();
    var stop = new CountDownLatch(1);
    try (var registration = context.interruptSignal().onInterrupt(stop::countDown);
        var embeddedNode = new EmbeddedNode(context, settings, Optional.empty(), false)) {
      var node = embeddedNode.node();
      output.print(StyledLine.success(
          "✅ Atelier is up with " + EventPhrases.countOf(node.agentRoles().size(), "agent") + ": "
              + String.join(", ", node.agentRoles())));
      node.http().ifPresent(http -> printAddress(output, http));
      node.clusterMembership().ifPresent(membership -> output.print(describeCluster(membership, settings.cluster())));
      var subscription = node.subscribeLive(message -> reportMembershipChange(message, node, output, settings));
      output.print(StyledLine.plain("Data: " + settings.dataFolder()));
      for (var health : Await.await(node.health(), TIMEOUT_SECONDS, "asking the models")) {
        output.print(describeModel(health));
      }
      var projects =
          Await.await(node.activeProjects(), TIMEOUT_SECONDS, "reading the journal").size();
      output.print(StyledLine.plain(
          "Resuming " + EventPhrases.countOf(projects, "project") + ". Ctrl-C stops."));
      while (!stop.await(REMINDER_SECONDS, TimeUnit.SECONDS)) {
        node.clusterMembership()
            .filter(membership -> !membership.isMajority())
            .ifPresent(membership -> output.print(describeCluster(membership, settings.cluster())));
      }
      subscription.close();
      output.print(StyledLine.plain("Stopping; what is open goes on at the next start."));
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private static void reportMembershipChange(
      LiveMessage message, RunningNode node, CommandOutput output, Settings settings) {
    if (message.type().equals("node_joined") || message.type().equals("node_left")) {
      boolean joined = message.type().equals("node_joined");
      output.print(StyledLine.plain((joined ? "✨ " : "💨 ")
          + EventPhrases.sanitize(message.node())
          + (joined ? " joined." : " left.")));
      node.clusterMembership().ifPresent(membership -> output.print(describeCluster(membership, settings.cluster())));
    }
  }

  /** Who is here; where that is too few, what is waited for and what may be in the way. */
  public static List<StyledLine> describeCluster(RunningNode.ClusterMembership membership, Settings.Cluster settings) {
    String summary = "🌐 Cluster " + EventPhrases.sanitize(shorten(membership.cluster())) + ": "
        + membership.nodes().size() + " of " + membership.size() + " nodes are here: "
        + membership.nodes().stream()
            .map(node -> node.equals(membership.self()) ? node + " (this one)" : node)
            .map(EventPhrases::sanitize)
            .collect(Collectors.joining(", "))
        + ".";
    if (membership.nodes().size() > membership.size()) {
      return List.of(StyledLine.warning(summary + " These are more than cluster.size: set it to "
          + membership.nodes().size() + " on all nodes, or two halves may both take work."));
    } else if (membership.isMajority()) {
      return List.of(StyledLine.plain(summary));
    }
    return List.of(
        StyledLine.warning(
            summary + " " + (membership.size() / 2 + 1) + " must be before anything is accepted."),
        StyledLine.detail(discoveryHint(settings)),
        StyledLine.detail("If they run: is their cluster.name the same, do firewalls let ports "
            + settings.port() + " and " + (settings.port() + BUS_PORT_OFFSET)
            + " through? \"atelier doctor\" looks."));
  }

  /** Who knows a long name may join, so that it is not told whole. */
  private static String shorten(String name) {
    return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS) + "…";
  }

  private static String discoveryHint(Settings.Cluster settings) {
    return settings.members().isEmpty()
        ? "The others are looked for by multicast: where a network has none, set cluster.members."
        : "The others are looked for at " + String.join(", ", settings.members()) + ".";
  }

  private void printAddress(CommandOutput output, RunningNode.Address http) {
    output.print(StyledLine.plain("🖥️  Dashboard: " + http.url()));
    http.tokenFile().ifPresent(file -> output.print(StyledLine.plain("🔑 Its token is in " + file)));
    if (isJson()) {
      output.printData("{\"url\":\"" + http.url() + "\"}");
    }
  }

  private List<OptionValue> overrides() {
    var enabled = cluster || (root != null && root.cluster);
    return enabled ? List.of(new OptionValue("cluster.enabled", "true", "--cluster")) : List.of();
  }

  static StyledLine describeModel(Llm.Health health) {
    var model = TerminalText.firstLine(health.model() + " at " + health.endpoint(), 200);
    return health.ready()
        ? StyledLine.success("✅ Model " + model + " answers.")
        : StyledLine.warning(
            "⚠️  Model " + model + ": " + TerminalText.firstLine(health.problem(), 300)
                + " Mend it with: " + TerminalText.firstLine(health.remedy(), 300));
  }
}
