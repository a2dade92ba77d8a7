package atelier.cli.context;

import atelier.event.Entry;
import atelier.llm.Llm;
import atelier.studio.Studio;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A node in this process, as the commands use it. */
public interface RunningNode extends Studio {
  /** Gives active tasks back, writes pending events and stops. */
  Future<Void> close();

  /** Checks which models are available now. */
  Future<List<Llm.Health>> health();

  /** Returns the address of the HTTP server; empty if it is off. */
  Optional<Address> http();

  /**
   * The address of a node's HTTP server.
   *
   * @param url such as {@code http://127.0.0.1:4000}
   * @param tokenFile the file with the token that the node created for its clients; empty if no
   *     token is needed or one is set
   */
  record Address(String url, Optional<Path> tokenFile) {}

  /** Returns the nodes that are online; empty if this node is in no cluster. */
  Optional<ClusterMembership> clusterMembership();

  /**
   * The nodes of a cluster that are online.
   *
   * @param cluster the cluster's name
   * @param self this node's name
   * @param nodes the names of all nodes online, including this one
   * @param size the intended number of nodes
   */
  record ClusterMembership(String cluster, String self, List<String> nodes, int size) {
    public ClusterMembership {
      nodes = List.copyOf(nodes);
    }

    /** Returns whether enough nodes are online to accept work. */
    public boolean isMajority() {
      return nodes.size() >= size / 2 + 1;
    }
  }

  /** Returns the names of the roles whose agents run on this node. */
  List<String> agentRoles();

  /** Reads all entries of a project; empty if it does not exist. */
  Future<List<Entry>> history(String project);

  /** Returns the folder of a project's repository. */
  Path repositoryFolder(String project);

  /** Clones a project's repository into a new or empty folder. */
  Future<Void> cloneTo(String project, Path target);

  /** Returns the recorded answers as a script for {@code llm.script}; empty if not recorded. */
  String recordedScript();
}
