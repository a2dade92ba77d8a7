package atelier.client;

/** The node has refused a request; the message is the detail of its reply. */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RequestRefused(int status, String detail) {
    super(detail);
    this.status = status;
  }

  /** The HTTP status code. */
  public int status() {
    return status;
  }
}
