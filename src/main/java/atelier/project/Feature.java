package atelier.project;

import java.time.Instant;

/**
 * One thing that a person asked of a project.
 *
 * @param requiresApproval whether its blueprint waits for a person
 * @param seq the {@code seq} of its {@code feature_requested}
 */
public record Feature(String spec, boolean requiresApproval, long seq, Instant requestedAt) {}
