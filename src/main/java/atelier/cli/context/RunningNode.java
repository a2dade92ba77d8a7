package atelier.cli.context;

import atelier.event.Entry;
import atelier.llm.Llm;
import atelier.studio.Studio;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A node of this process, as the commands use it. */
public interface RunningNode extends Studio {
  /** Lets tasks in hand go, writes what is open, stops. */
  Future<Void> close();

  /** Which models answer now. */
  Future<List<Llm.Health>> health();

  /** Where its HTTP listens; empty where it does not. */
  Optional<Address> http();

  /**
   * Where a node's HTTP listens.
   *
   * @param url such as {@code http://127.0.0.1:4000}
   * @param tokenFile where the token is that callers need; empty where none is needed, or one was
   *     set
   */
  record Address(String url, Optional<Path> tokenFile) {}

  /** Who is here, where this node is one of a cluster. */
  Optional<ClusterMembership> clusterMembership();

  /**
   * The nodes of a cluster that are here.
   *
   * @param cluster its name
   * @param nodes their names, this one's too
   * @param size how many there are meant to be
   */
  record ClusterMembership(String cluster, String self, List<String> nodes, int size) {
    public ClusterMembership {
      nodes = List.copyOf(nodes);
    }

    /** Whether enough are here to accept work. */
    public boolean isMajority() {
      return nodes.size() >= size / 2 + 1;
    }
  }

  /** The roles whose agents run here, by name. */
  List<String> agentRoles();

  /** The whole journal of a project so far; empty where there is no such project. */
  Future<List<Entry>> history(String project);

  /** Where a project's repository is. */
  Path repositoryFolder(String project);

  /** Clones a project's repository into a folder that is not there yet, or empty. */
  Future<Void> cloneTo(String project, Path target);

  /** The answers of this run as a script for {@code llm.script}; empty unless it was recorded. */
  String recordedScript();
}
