package atelier.project;

import atelier.event.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * The latest result of an acceptance check.
 *
 * @param tree the hash of the accepted files that it ran on
 * @param passed whether it exited with 0
 * @param skipReason why it could not be run; empty if it was run
 * @param evidence null if it was not run
 */
public record CheckResult(
    String tree,
    boolean passed,
    String skipReason,
    @Nullable Evidence evidence) {}
