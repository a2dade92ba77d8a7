package atelier.client;

/** The node has answered, and not granted what was asked; the message is its own. */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RequestRefused(int status, String detail) {
    super(detail);
    this.status = status;
  }

  /** HTTP's. */
  public int status() {
    return status;
  }
}
