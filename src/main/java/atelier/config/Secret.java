package atelier.config;

/** A value that is never displayed: not in logs, events, prompts or pages. */
public record Secret(String value) {
  public static final Secret NONE = new Secret("");

  public boolean isSet() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return isSet() ? "****" : "";
  }
}
