package atelier.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All nodes, their active tasks and the queue, as {@code GET /api/cluster} returns them; its
 * components are JSON fields.
 */
public record ClusterView(
    String self,
    Quorum quorum,
    List<Node> nodes,
    List<Absent> absent,
    List<Task> running,
    Waiting waiting) {
  public ClusterView {
    nodes = List.copyOf(nodes);
    absent = List.copyOf(absent);
    running = List.copyOf(running);
  }

  /** Whether enough nodes are online to accept work. */
  public record Quorum(int size, int present, boolean majority) {}

  /**
   * A node.
   *
   * @param roles the number of agents that it runs, by role
   * @param slots how many answers its models give at the same time
   * @param sandboxLevel {@code full}, {@code partial} or {@code none}: how much of what no program
   *     may do the sandbox prevents
   * @param sandboxReasons what it does not prevent, or why it does not work
   * @param load the system's load average over a minute; negative if unknown
   * @param memory the JVM's heap
   * @param celsius the temperature of the board; null if unknown
   * @param throttled whether the board is throttled now; null if unknown
   */
  public record Node(
      String name,
      String version,
      Instant since,
      Map<String, Integer> roles,
      int slots,
      List<Model> models,
      List<String> toolchains,
      String sandbox,
      String sandboxLevel,
      List<String> sandboxReasons,
      int cores,
      double load,
      Memory memory,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double celsius,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean throttled) {
    public Node {
      roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
      models = List.copyOf(models);
      toolchains = List.copyOf(toolchains);
      sandboxReasons = List.copyOf(sandboxReasons);
    }
  }

  /**
   * A node that this one has seen since it started, and that is offline now.
   *
   * @param state {@code gone} if it left the cluster, {@code silent} if it is a member but does not
   *     reply
   */
  public record Absent(String name, String state) {}

  /** The JVM's heap, in bytes. */
  public record Memory(long usedBytes, long maxBytes) {}

  /** A model and whether it is ready. */
  public record Model(
      String model,
      String endpoint,
      boolean ready,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String problem) {}

  /** A task that an agent works on. */
  public record Task(
      String project, String role, String file, String task, String node, Instant since) {}

  /** The queue: waiting tasks by role, and the number of queued projects. */
  public record Waiting(Map<String, Integer> tasks, int projects) {
    public Waiting {
      tasks = Map.copyOf(tasks);
    }
  }
}
