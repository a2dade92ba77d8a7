package atelier.sandbox;

import java.time.Duration;

/**
 * What a generated program may use.
 *
 * @param timeout the wall time of one run
 * @param memoryBytes the memory of all its processes together
 * @param network whether it may reach other machines
 */
public record SandboxLimits(Duration timeout, long memoryBytes, boolean network) {}
