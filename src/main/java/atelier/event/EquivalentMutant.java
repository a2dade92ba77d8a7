package atelier.event;

/**
 * A model's claim that a mutant behaves like the original, so that no test can notice it. Such a
 * claim is told, and never believed.
 *
 * @param line counted from 1
 * @param from the original text
 * @param to the text that replaced it
 * @param reason why both are right, in the model's words
 */
public record EquivalentMutant(String file, int line, String from, String to, String reason) {
  /** Whether it is about this mutant. */
  public boolean isAbout(Survivor survivor) {
    return survivor.equals(new Survivor(file, line, from, to));
  }
}
