package atelier.event;

/**
 * The tokens and time that one answer of a model used.
 *
 * @param ms wall time from the request to the last token
 */
public record Usage(String model, int promptTokens, int completionTokens, long ms) {
  public static final Usage NONE = new Usage("", 0, 0, 0);

  /** The sum of two answers; the model is that of the later one. */
  public Usage plus(Usage later) {
    return new Usage(
        later.model(),
        promptTokens + later.promptTokens(),
        completionTokens + later.completionTokens(),
        ms + later.ms());
  }
}
