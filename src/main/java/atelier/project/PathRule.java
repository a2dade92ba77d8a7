package atelier.project;

import java.util.List;
import java.util.Optional;

/** Decides whether a list of paths from a model or a person may be used in a project. */
@FunctionalInterface
public interface PathRule {
  /** What is wrong with the first bad path and how to fix it; empty when all paths are allowed. */
  Optional<String> findViolation(List<String> paths);
}
