package atelier.journal;

/**
 * A history of a project that gave way on this node, from where it parted from the one that stays.
 *
 * @param winner the ballot of the proposal that it gave way to
 * @param head the hash of its last entry
 */
public record Aside(String project, String winner, String head) {}
