package atelier.cli;

import atelier.config.Settings;
import atelier.role.Studio;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A node in this process, from its start to its end, each within bounds. */
final class Host implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Host.class.getName());
  private static final int START_SECONDS = 120;
  private static final int CLOSE_SECONDS = 40;

  private final RunningNode node;

  Host(Context context, Settings settings, Optional<String> onlyProject, boolean record) {
    try {
      var starting = context.starter().start(settings, onlyProject, record);
      node = Waiting.await(starting, START_SECONDS, "starting the node");
    } catch (Failure | Studio.Refused e) {
      throw e;
    } catch (RuntimeException e) {
      throw Failure.infrastructure("the node cannot start", e);
    }
  }

  RunningNode node() {
    return node;
  }

  /** What was acknowledged is on disk already, so a node that is slow to close loses nothing. */
  @Override
  public void close() {
    try {
      Waiting.await(node.close(), CLOSE_SECONDS, "closing the node");
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the node was not closed in order", e);
    }
  }
}
