package atelier.project;

import atelier.event.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * How an acceptance check last ended.
 *
 * @param tree the tree it looked at
 * @param passed whether it exited with 0
 * @param skipReason why it could not be run here; empty where it was run
 * @param evidence null where it was not run
 */
public record CheckResult(
    String tree, boolean passed, String skipReason, @Nullable Evidence evidence) {}
