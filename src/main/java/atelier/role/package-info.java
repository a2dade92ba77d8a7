/**
 * The ten roles, one file each, listed in {@link atelier.role.Roles}: what is due, and how it is
 * done. A role keeps no state and must never decide the order of tasks, retries or the outcome of a
 * project. Start with {@link atelier.role.Role}, then {@link atelier.role.Writer}.
 */
@NullMarked
package atelier.role;

import org.jspecify.annotations.NullMarked;
