package atelier.sandbox;

import java.time.Duration;

/**
 * What a generated program may use.
 *
 * @param timeout CPU time of one run; of wall time it may use {@link TimeLimit#WALL_FACTOR} times
 *     as much
 * @param buildTimeout the same for a command that builds
 * @param memoryBytes the memory of all its processes together
 * @param network whether it may reach other machines
 */
public record SandboxLimits(
    Duration timeout, Duration buildTimeout, long memoryBytes, boolean network) {}
