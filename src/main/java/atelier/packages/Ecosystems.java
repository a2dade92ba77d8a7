package atelier.packages;

import atelier.packages.egress.Registries;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which ecosystems can be installed on this machine; found out once. Thread-safe. */
final class Ecosystems {
  private final String mode;
  private final Sandbox sandbox;
  private final Registries registries;
  private @Nullable Future<List<EcosystemState>> known;

  /** Creates them; {@code mode} is the setting {@code packages.mode}. */
  Ecosystems(String mode, Sandbox sandbox, Registries registries) {
    this.mode = mode;
    this.sandbox = sandbox;
    this.registries = registries;
  }

  /** Returns their states; none if they are unknown, and the next call tries again. */
  synchronized Future<List<EcosystemState>> states() {
    Future<List<EcosystemState>> before = known;
    if (before != null && !(before.isComplete() && before.result().isEmpty())) {
      return before;
    }
    Future<List<EcosystemState>> asked = EcosystemChecks.of(mode, sandbox).otherwise(List.of());
    known = asked;
    return asked;
  }

  /** Returns their states with what the package managers say of their registries. */
  Future<List<EcosystemState>> withRegistries() {
    return states()
        .compose(states -> Future.join(states.stream().map(this::withRegistries).toList())
            .map(joined -> joined.<EcosystemState>list()));
  }

  private Future<EcosystemState> withRegistries(EcosystemState state) {
    return state.isReady()
        ? registries
            .of(state.ecosystem())
            .map(registry -> registry.problem().isEmpty()
                ? state.withHosts(registry.hosts().stream().sorted().toList())
                : state.failed(registry.problem(), ""))
            .otherwise(problem -> state.failed("its registries are not known", ""))
        : Future.succeededFuture(state);
  }
}
