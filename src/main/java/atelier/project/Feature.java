package atelier.project;

import java.time.Instant;

/**
 * A person's request that a project builds: the first one, or a later change.
 *
 * @param requiresApproval whether a person must approve its blueprint before files are written
 * @param seq the {@code seq} of its {@code feature_requested}
 */
public record Feature(String spec, boolean requiresApproval, long seq, Instant requestedAt) {}
