package atelier.role;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Puts a node's agents to work. */
public final class Agents {
  private Agents() {}

  /**
   * Deploys the conductor, then the agents of every role.
   *
   * @param wanted how many agents a role has, by its name; what is missing is decided here
   * @param slots answers that the models give at a time, by role
   * @return the roles that have agents here, once all of them listen
   */
  public static Future<List<String>> deploy(
      Vertx vertx,
      Conductor conductor,
      Tools tools,
      Map<String, Integer> wanted,
      ToIntFunction<String> slots) {
    Bus.register(vertx.eventBus());
    List<String> staffed = new ArrayList<>();
    List<Future<String>> deployed = new ArrayList<>();
    for (Roles.Row row : Roles.ALL) {
      String name = row.role().name();
      int usual = row.perSlot() ? Math.max(1, slots.applyAsInt(name)) : row.agents();
      int agents = wanted.getOrDefault(name, usual);
      if (agents > 0) {
        staffed.add(name);
        deployed.add(vertx.deployVerticle(
            () -> new RoleVerticle<>(row.role(), tools),
            new DeploymentOptions()
                .setInstances(agents)
                .setThreadingModel(
                    row.worker() ? ThreadingModel.WORKER : ThreadingModel.EVENT_LOOP)));
      }
    }
    return Future.all(deployed)
        .compose(ready -> vertx.deployVerticle(conductor))
        .map(ready -> List.copyOf(staffed));
  }
}
