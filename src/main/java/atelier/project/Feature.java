package atelier.project;

import atelier.event.Blueprint;
import atelier.event.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's request that a project builds: the first one, or a later change.
 *
 * @param requiresApproval whether a person must approve its blueprint before files are written
 * @param seq the {@code seq} of its {@code feature_requested}
 * @param earlierBlueprint the blueprint before it started; null if there was none
 * @param earlierExamples the examples that were in force before it started
 * @param decisions what people decided in this feature and in earlier ones
 */
public record Feature(
    String spec,
    boolean requiresApproval,
    long seq,
    Instant requestedAt,
    @Nullable Blueprint earlierBlueprint,
    List<Example> earlierExamples,
    PersonDecisions decisions) {
  public Feature {
    earlierExamples = List.copyOf(earlierExamples);
  }

  /** A request that has not started. */
  Feature(String spec, boolean requiresApproval, long seq, Instant requestedAt) {
    this(spec, requiresApproval, seq, requestedAt, null, List.of(), PersonDecisions.NONE);
  }

  /** The same request when it starts. */
  Feature startedWith(
      @Nullable Blueprint blueprint, List<Example> examples, PersonDecisions earlier) {
    return new Feature(spec, requiresApproval, seq, requestedAt, blueprint, examples, earlier);
  }

  Feature withDecisions(PersonDecisions next) {
    return new Feature(
        spec, requiresApproval, seq, requestedAt, earlierBlueprint, earlierExamples, next);
  }
}
