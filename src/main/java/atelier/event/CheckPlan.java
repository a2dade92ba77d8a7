package atelier.event;

import java.util.List;

/** An acceptance check: a command that must exit with 0 in the project's folder. */
public record CheckPlan(String name, List<String> command) {
  public CheckPlan {
    command = List.copyOf(command);
  }
}
