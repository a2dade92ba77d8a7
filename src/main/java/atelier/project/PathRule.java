package atelier.project;

import java.util.List;
import java.util.Optional;

/** Decides whether a list of paths from a model or a person may be used in a project. */
@FunctionalInterface
public interface PathRule {
  /** Describes the first path that is not allowed and why; empty when all are allowed. */
  Optional<String> findViolation(List<String> paths);
}
