package atelier.project;

/**
 * How often the Architect designed.
 *
 * @param attempts the number of answered blueprint calls, over all features
 * @param redesigns how often it was asked in this feature to replace checks that prove nothing
 */
public record Designs(int attempts, int redesigns) {}
