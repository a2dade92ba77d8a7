package atelier.cli.context;

import atelier.config.Settings;
import io.vertx.core.Future;
import java.util.Optional;

/** Starts a node in this process. */
@FunctionalInterface
public interface NodeStarter {
  /**
   * Starts a node; the message of a failure says what prevents the start.
   *
   * @param onlyProject the only project it works on; empty for all
   * @param recordAnswers whether the models' answers are kept for {@link
   *     RunningNode#recordedScript}
   */
  Future<RunningNode> start(Settings settings, Optional<String> onlyProject, boolean recordAnswers);
}
