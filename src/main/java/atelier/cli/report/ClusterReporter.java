package atelier.cli.report;

import atelier.cli.context.RunningNode.ClusterMembership;
import atelier.config.Settings;
import java.util.List;
import java.util.stream.Collectors;

/** Describes which nodes of a cluster are online, and what to check if they are too few. */
public final class ClusterReporter {
  private static final int MAX_NAME_CHARS = 16;

  private ClusterReporter() {}

  /** Returns one line for a working cluster, more if no majority is online. */
  public static List<StyledLine> describe(ClusterMembership membership, Settings.Cluster settings) {
    int online = membership.nodes().size();
    String summary = "🌐 Cluster " + EventPhrases.sanitize(shorten(membership.cluster())) + ": "
        + online + " of " + membership.size() + " nodes are online: " + nodeNames(membership) + ".";
    if (online > membership.size()) {
      return List.of(StyledLine.warning(summary + " That is more than cluster.size: set it to "
          + online + " on all nodes; otherwise two halves may both accept work."));
    } else if (membership.isMajority()) {
      return List.of(StyledLine.plain(summary));
    }
    return List.of(
        StyledLine.warning(summary + " At least " + (membership.size() / 2 + 1)
            + " must be online before work is accepted."),
        StyledLine.detail(discoveryHint(settings)),
        StyledLine.detail("If they are running, check that they have the same cluster.name and that"
            + " firewalls allow ports " + settings.port() + " and "
            + settings.busPort() + ". \"atelier doctor\" checks this too."));
  }

  private static String nodeNames(ClusterMembership membership) {
    return membership.nodes().stream()
        .map(node -> node.equals(membership.self()) ? node + " (this one)" : node)
        .map(EventPhrases::sanitize)
        .collect(Collectors.joining(", "));
  }

  /** Cuts a long cluster name: knowing it is enough to join, so it is not printed in full. */
  private static String shorten(String name) {
    return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS) + "…";
  }

  private static String discoveryHint(Settings.Cluster settings) {
    return settings.members().isEmpty()
        ? "Nodes are discovered by multicast; on a network without it, set cluster.members."
        : "Nodes are discovered at " + String.join(", ", settings.members()) + ".";
  }
}
