/** Ten kinds of agent, and the conductor that offers them what is due. */
@NullMarked
package atelier.role;

import org.jspecify.annotations.NullMarked;
