package atelier.client;

/** The node does not reply, or the server is not a node; the message says what to do. */
public final class NodeUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean connectionLost;

  private NodeUnreachable(String message, Throwable cause, boolean connectionLost) {
    super(message, cause);
    this.connectionLost = connectionLost;
  }

  NodeUnreachable(String message) {
    super(message);
    connectionLost = false;
  }

  NodeUnreachable(String message, Throwable cause) {
    this(message, cause, false);
  }

  /** The connection was lost during a request; the node may have accepted it. */
  static NodeUnreachable afterConnectionLoss(String message, Throwable cause) {
    return new NodeUnreachable(message, cause, true);
  }

  boolean isConnectionLost() {
    return connectionLost;
  }
}
