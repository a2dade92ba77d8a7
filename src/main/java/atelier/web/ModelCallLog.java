package atelier.web;

import atelier.llm.CallLog.Call;
import atelier.llm.CallLog.Conversation;
import atelier.studio.Studio;
import io.vertx.core.Future;
import java.util.List;

/** What models were asked for a project, on whichever node. */
public interface ModelCallLog {
  /**
   * The calls of a project.
   *
   * @param calls the oldest first
   * @param absent the nodes whose calls are not among them, since they do not answer
   */
  record Calls(List<Call> calls, List<String> absent) {
    public Calls {
      calls = List.copyOf(calls);
      absent = List.copyOf(absent);
    }
  }

  Future<Calls> list(String project);

  /**
   * One call, with all that was said; fails with {@link java.util.NoSuchElementException} where its
   * node has none (any more), with {@link Studio.Unavailable} where the node does not answer.
   *
   * @param node that asked
   */
  Future<Conversation> find(String project, String node, int number);

  /** The name of the node that answers. */
  String localNode();

  /** The failure of {@link #find} while the node that stores the call does not reply. */
  static Studio.Unavailable unavailable(String node) {
    return new Studio.Unavailable("node " + node + " stores this call and does not reply now");
  }
}
