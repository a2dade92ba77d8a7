package atelier.web;

import atelier.llm.Llm;
import atelier.web.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Liveness and readiness of the node, in the format of MicroProfile Health. */
final class HealthHandlers {
  private final ApiSources sources;

  HealthHandlers(ApiSources sources) {
    this.sources = sources;
  }

  /** The result of one check: {@code UP}, {@code DEGRADED} (still accepts work) or {@code DOWN}. */
  record Check(String name, String status, String detail) {}

  /** Always UP: the event loop that replies is the one that all requests need. */
  Future<Reply> isLive(RoutingContext routing) {
    return Future.succeededFuture(Reply.ok(Map.of("status", "UP", "checks", List.of())));
  }

  Future<Reply> isReady(RoutingContext routing) {
    Future<Check> journal = downOnFailure(
        "journal",
        () -> sources
            .journal()
            .read("health-check", 0, 1)
            .map(entries -> journal(sources.journal().writeProblem())));
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
    return check.get().otherwise(failure -> new Check(name, "DOWN", "no reply"));
  }

  private static Check journal(String writeProblem) {
    return writeProblem.isEmpty()
        ? new Check("journal", "UP", "readable")
        : new Check("journal", "DOWN", writeProblem);
  }

  private static Check quorum(ClusterView view) {
    var quorum = view.quorum();
    String detail = quorum.present() + " of " + quorum.size() + " nodes are online";
    return new Check("quorum", quorum.majority() ? "UP" : "DOWN", detail);
  }

  /** Without a model the node is degraded only: it accepts specs, and queues them. */
  private static Check model(Llm.Health health) {
    return new Check(
        "model " + health.model(),
        health.ready() ? "UP" : "DEGRADED",
        !health.ready()
            ? "not ready"
            : health.problem().isEmpty() ? "ready" : "not listed, called anyway");
  }
}
