/**
 * The ten kinds of agent, one file each, with the row of each in {@link atelier.role.Roles}. A role
 * keeps no state and must never decide order, doneness or retries. Start with {@link
 * atelier.role.Role}, then {@link atelier.role.Writer}.
 */
@NullMarked
package atelier.role;

import org.jspecify.annotations.NullMarked;
