package atelier.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes, what they do and what waits, as {@code GET /api/cluster} tells it. */
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

  /** Whether enough nodes are here to accept work. */
  public record Quorum(int size, int present, boolean majority) {}

  /**
   * One node.
   *
   * @param roles how many agents of each role it runs
   * @param slots answers at a time that its models give
   * @param load the system's load average over a minute; negative where it is not told
   * @param memory in bytes: the JVM's heap in use and its limit
   * @param celsius of the board, where it tells
   * @param throttled whether the board slows itself down now, where it tells
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
      int cores,
      double load,
      Memory memory,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double celsius,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean throttled) {
    public Node {
      roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
      models = List.copyOf(models);
      toolchains = List.copyOf(toolchains);
    }
  }

  /**
   * A node that was here since this one started, and does not speak now.
   *
   * @param state {@code gone}: it left or was lost; {@code silent}: it is a member, but does not
   *     answer
   */
  public record Absent(String name, String state) {}

  /** The JVM's heap, in bytes. */
  public record Memory(long usedBytes, long maxBytes) {}

  /** A model and whether it answers. */
  public record Model(
      String model,
      String endpoint,
      boolean ready,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String problem) {}

  /** A task in hand. */
  public record Task(
      String project, String role, String file, String task, String node, Instant since) {}

  /** What nobody has in hand yet: tasks by role, and projects that wait for a place. */
  public record Waiting(Map<String, Integer> tasks, int projects) {
    public Waiting {
      tasks = Map.copyOf(tasks);
    }
  }
}
