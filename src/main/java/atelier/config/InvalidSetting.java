package atelier.config;

/** A setting is invalid; the message names the setting, its source and the fix. */
public final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSetting(String message) {
    super(message);
  }
}
