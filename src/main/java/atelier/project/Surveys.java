package atelier.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The Environment's surveys of models and tools.
 *
 * @param failedInARow the number of failed surveys in a row
 * @param lastAt the time of the last survey; null before the first
 * @param problem what was missing in the last failed survey, with its remedy
 * @param recoveries successful surveys while paused, since a model last answered
 */
public record Surveys(int failedInARow, @Nullable Instant lastAt, String problem, int recoveries) {
  static final Surveys NONE = new Surveys(0, null, "", 0);

  Surveys withSuccess(Instant at, boolean whilePaused) {
    return new Surveys(0, at, "", recoveries + (whilePaused ? 1 : 0));
  }

  Surveys withFailure(Instant at, String missing) {
    return new Surveys(failedInARow + 1, at, missing, recoveries);
  }

  Surveys withoutFailures() {
    return new Surveys(0, lastAt, problem, recoveries);
  }

  Surveys withoutRecoveries() {
    return new Surveys(failedInARow, lastAt, problem, 0);
  }
}
