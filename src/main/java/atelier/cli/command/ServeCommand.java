package atelier.cli.command;

import atelier.cli.context.Await;
import atelier.cli.context.CommandContext;
import atelier.cli.context.EmbeddedNode;
import atelier.cli.context.ExitCode;
import atelier.cli.context.RunningNode;
import atelier.cli.report.ClusterReporter;
import atelier.cli.report.CommandOutput;
import atelier.cli.report.ConsoleReporter;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code serve}: runs a node until it is stopped. */
@Command(name = "serve", description = "Run a node until it is stopped (default).")
public class ServeCommand extends AtelierCommand {
  private static final int TIMEOUT_SECONDS = 30;
  private static final int REMINDER_SECONDS = 60;

  @Option(
      names = {"--cluster", "-cluster"},
      description = "Join or form a cluster.")
  private boolean cluster;

  @ParentCommand
  private @Nullable ServeCommand root;

  public ServeCommand(CommandContext context) {
    super(context);
  }

  @SuppressWarnings("try") // the registration is closed, never used
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
      node.clusterMembership()
          .ifPresent(
              membership -> output.print(ClusterReporter.describe(membership, settings.cluster())));
      var subscription =
          node.subscribeLive(message -> reportMembershipChange(message, node, output, settings));
      output.print(StyledLine.plain("Data: " + settings.dataFolder()));
      for (var health : Await.await(node.health(), TIMEOUT_SECONDS, "checking the models")) {
        output.print(describeModel(health));
      }
      var projects = Await.await(node.activeProjects(), TIMEOUT_SECONDS, "reading the journal")
          .size();
      output.print(StyledLine.plain(
          "Resuming " + EventPhrases.countOf(projects, "project") + ". Ctrl-C stops."));
      while (!stop.await(REMINDER_SECONDS, TimeUnit.SECONDS)) {
        node.clusterMembership()
            .filter(membership -> !membership.isMajority())
            .ifPresent(membership ->
                output.print(ClusterReporter.describe(membership, settings.cluster())));
      }
      subscription.close();
      output.print(StyledLine.plain("Stopping. Open projects resume at the next start."));
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private static void reportMembershipChange(
      LiveMessage message, RunningNode node, CommandOutput output, Settings settings) {
    if (message.type().equals("node_joined") || message.type().equals("node_left")) {
      output.print(ConsoleReporter.describe(message));
      node.clusterMembership()
          .ifPresent(
              membership -> output.print(ClusterReporter.describe(membership, settings.cluster())));
    }
  }

  private void printAddress(CommandOutput output, RunningNode.Address http) {
    output.print(StyledLine.plain("🖥️  Dashboard: " + http.url()));
    http.tokenFile().ifPresent(file -> output.print(StyledLine.plain("🔑 Token file: " + file)));
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
    if (health.ready() && !health.problem().isEmpty()) {
      return StyledLine.plain(
          "Model " + model + ": " + TerminalText.firstLine(health.problem(), 300));
    }
    return health.ready()
        ? StyledLine.success("✅ Model " + model + " answers.")
        : StyledLine.warning(
            "⚠️  Model " + model + ": " + TerminalText.firstLine(health.problem(), 300) + " Fix: "
                + TerminalText.firstLine(health.remedy(), 300));
  }
}
