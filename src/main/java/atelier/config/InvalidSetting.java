package atelier.config;

/** A setting that cannot be used; the message says which, where it came from and what to do. */
public final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSetting(String message) {
    super(message);
  }
}
