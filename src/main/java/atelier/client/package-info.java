/**
 * A client of a running node, for the commands that use one. It must never depend on another room:
 * it knows the HTTP API only. Start with {@link atelier.client.NodeClient}.
 */
@NullMarked
package atelier.client;

import org.jspecify.annotations.NullMarked;
