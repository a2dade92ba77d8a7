package atelier.project;

import java.time.Instant;

/**
 * One thing that a person asked of a project.
 *
 * @param approve whether its blueprint waits for a person
 * @param seq the {@code seq} of its {@code feature_requested}
 */
public record Feature(String spec, boolean approve, long seq, Instant at) {}
