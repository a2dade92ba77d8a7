package atelier.cli.context;

import atelier.config.Settings;
import atelier.studio.Studio;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A node in this process: started by the constructor, stopped by {@link #close}, with timeouts. */
public final class EmbeddedNode implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EmbeddedNode.class.getName());
  private static final int START_SECONDS = 120;
  private static final int CLOSE_SECONDS = 40;

  private final RunningNode node;

  public EmbeddedNode(
      CommandContext context,
      Settings settings,
      Optional<String> onlyProject,
      boolean recordAnswers) {
    try {
      var start = context.nodeStarter().start(settings, onlyProject, recordAnswers);
      node = Await.await(start, START_SECONDS, "starting the node");
    } catch (CommandFailure | Studio.Refused e) {
      throw e;
    } catch (RuntimeException e) {
      throw CommandFailure.infrastructure("the node cannot start", e);
    }
  }

  public RunningNode node() {
    return node;
  }

  /** Stops the node. A timeout is only logged: every acknowledged event is on disk already. */
  @Override
  public void close() {
    try {
      Await.await(node.close(), CLOSE_SECONDS, "stopping the node");
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the node did not stop cleanly", e);
    }
  }
}
