package atelier.web;

import atelier.web.http.Reply;

import atelier.llm.Llm;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the node lives, and whether it can take work. */
final class HealthHandlers {
  private final ApiSources sources;

  HealthHandlers(ApiSources sources) {
    this.sources = sources;
  }

  /** One thing that was looked at; {@code degraded} still takes work. */
  record Check(String name, String status, String detail) {}

  /** The event loop that answers is the one that does the work. */
  Future<Reply> isLive(RoutingContext routing) {
    return Future.succeededFuture(Reply.ok(Map.of("status", "UP", "checks", List.of())));
  }

  Future<Reply> isReady(RoutingContext routing) {
    Future<Check> journal = downOnFailure(
        "journal",
        () -> sources
            .journal()
            .read("health-check", 0, 1)
            .map(read -> new Check("journal", "UP", "it can be read")));
    Future<Check> quorum =
        downOnFailure("quorum", () -> sources.cluster().get().map(HealthHandlers::quorum));
    Future<List<Check>> models = sources
        .modelHealth()
        .get()
        .map(list -> list.stream().map(HealthHandlers::model).toList());
    return Future.all(journal, quorum, models).map(all -> {
      List<Check> checks = new ArrayList<>(List.of(journal.result(), quorum.result()));
      checks.addAll(models.result());
      boolean down = checks.stream().anyMatch(check -> check.status().equals("DOWN"));
      boolean up = checks.stream().allMatch(check -> check.status().equals("UP"));
      String status = down ? "DOWN" : up ? "UP" : "DEGRADED";
      return new Reply(
          down ? 503 : 200,
          Map.of("cache-control", "no-store"),
          Map.of("status", status, "checks", checks));
    });
  }

  private static Future<Check> downOnFailure(String name, Supplier<Future<Check>> check) {
    return check.get().otherwise(problem -> new Check(name, "DOWN", "it does not answer"));
  }

  private static Check quorum(ClusterView view) {
    var quorum = view.quorum();
    String detail = quorum.present() + " of " + quorum.size() + " nodes are here";
    return new Check("quorum", quorum.majority() ? "UP" : "DOWN", detail);
  }

  /** Without a model specs are taken all the same, and wait. */
  private static Check model(Llm.Health health) {
    return new Check(
        "model " + health.model(),
        health.ready() ? "UP" : "DEGRADED",
        health.ready() ? "it answers" : "it does not answer");
  }
}
