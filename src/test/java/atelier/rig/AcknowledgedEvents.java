package atelier.rig;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What nodes have acknowledged or shown: it must be there in the end. */
public final class AcknowledgedEvents {
  private final Map<String, List<String>> specs = new ConcurrentHashMap<>();
  private final Map<String, List<String>> hints = new ConcurrentHashMap<>();
  private final Map<String, List<String>> lines = new ConcurrentHashMap<>();

  /** A spec was accepted. */
  public void spec(String project, String spec) {
    specs.computeIfAbsent(project, id -> new CopyOnWriteArrayList<>()).add(spec);
  }

  /** A hint was accepted. */
  public void hint(String project, String text) {
    hints.computeIfAbsent(project, id -> new CopyOnWriteArrayList<>()).add(text);
  }

  /** A node showed this line of a journal. */
  public void shown(String project, String line) {
    lines.computeIfAbsent(project, id -> new CopyOnWriteArrayList<>()).add(line);
  }

  /** All projects that were accepted. */
  public Set<String> projects() {
    return new TreeSet<>(specs.keySet());
  }

  /** How many specs were accepted, those for further features among them. */
  public int wishes() {
    return specs.values().stream().mapToInt(List::size).sum();
  }

  List<String> specs(String project) {
    return specs.getOrDefault(project, List.of());
  }

  List<String> hints(String project) {
    return hints.getOrDefault(project, List.of());
  }

  List<String> lines(String project) {
    return lines.getOrDefault(project, List.of());
  }

  /** How much was promised, in words. */
  public String count() {
    return wishes() + " specs, "
        + hints.values().stream().mapToInt(List::size).sum() + " hints and "
        + lines.values().stream().mapToInt(List::size).sum() + " events seen";
  }
}
