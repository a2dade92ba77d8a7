package atelier.client;

/** The node does not answer, or what answers is no node; the message says what to do. */
public final class NodeUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean connectionLost;

  private NodeUnreachable(String message, Throwable cause, boolean brokeOff) {
    super(message, cause);
    this.connectionLost = brokeOff;
  }

  NodeUnreachable(String message) {
    super(message);
    connectionLost = false;
  }

  NodeUnreachable(String message, Throwable cause) {
    this(message, cause, false);
  }

  /** It was there, and what it was asked may have been taken. */
  static NodeUnreachable afterConnectionLoss(String message, Throwable cause) {
    return new NodeUnreachable(message, cause, true);
  }

  boolean connectionLost() {
    return connectionLost;
  }
}
