package atelier.proof;

import io.vertx.core.Future;
import java.util.Map;

/** Something that may notice a fault in a project's files: an acceptance check, for instance. */
@FunctionalInterface
public interface FaultDetector {
  /** Whether it fails, or does not end in time, on these files, given by path. */
  Future<Boolean> notices(Map<String, String> files);
}
