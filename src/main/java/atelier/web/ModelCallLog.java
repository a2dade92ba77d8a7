package atelier.web;

import atelier.llm.CallLog.Call;
import atelier.llm.CallLog.Conversation;
import atelier.studio.Studio;
import io.vertx.core.Future;
import java.util.List;

/** Reads the logs of model calls, of all nodes. */
public interface ModelCallLog {
  /**
   * The calls of a project.
   *
   * @param calls oldest first
   * @param absent the nodes that did not reply, so that their calls are missing
   */
  record Calls(List<Call> calls, List<String> absent) {
    public Calls {
      calls = List.copyOf(calls);
      absent = List.copyOf(absent);
    }
  }

  /** Lists the calls of a project, of all nodes that reply. */
  Future<Calls> list(String project);

  /**
   * Reads a call with its prompt and answer. Fails with {@link java.util.NoSuchElementException} if
   * the node does not have it (any more), and with {@link Studio.Unavailable} if the node does not
   * reply.
   *
   * @param node the node that made the call
   */
  Future<Conversation> find(String project, String node, int number);

  /** The name of this node. */
  String localNode();

  /** The failure of {@link #find} while the node that stores the call does not reply. */
  static Studio.Unavailable unavailable(String node) {
    return new Studio.Unavailable("node " + node + " stores this call and does not reply now");
  }
}
