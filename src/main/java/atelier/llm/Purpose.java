package atelier.llm;

import java.util.Locale;

/** What a call is for, so that a proxy can route and bill by it. */
public enum Purpose {
  BLUEPRINT,
  EXAMPLES,
  WRITE,
  REPAIR,
  CAUSE,
  VERDICT,
  MUTANTS,
  COMMIT,
  RESEARCH,
  LESSONS;

  /** The value of the {@code x-atelier-purpose} header. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
