package atelier.cli.context;

import atelier.config.Settings;
import io.vertx.core.Future;
import java.util.Optional;

/** Starts a node. */
@FunctionalInterface
public interface NodeStarter {
  /**
   * Starts one; fails with a sentence that says what is in the way.
   *
   * @param onlyProject the only project it works on; empty: on all
   * @param record whether answers of models are kept for {@link RunningNode#recordedScript}
   */
  Future<RunningNode> start(Settings settings, Optional<String> onlyProject, boolean recordAnswers);
}
