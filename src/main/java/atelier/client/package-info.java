/** A running node, seen from outside: its calls over HTTP, and what happens line by line. */
@NullMarked
package atelier.client;

import org.jspecify.annotations.NullMarked;
