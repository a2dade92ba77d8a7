package atelier.web;

import atelier.llm.CallLog.Call;
import atelier.llm.CallLog.Conversation;
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

  Future<Calls> of(String project);

  /**
   * One call, with all that was said; fails with {@link java.util.NoSuchElementException} where its
   * node has none (any more), with {@link Absent} where the node does not answer.
   *
   * @param node that asked
   */
  Future<Conversation> one(String project, String node, int number);

  /** The name of the node that answers. */
  String self();

  /** What is asked for is on a node that does not answer. */
  final class Absent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Absent(String node) {
      super("node " + node + " keeps this call, and does not answer now");
    }
  }
}
