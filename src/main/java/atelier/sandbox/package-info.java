/** Running commands that nobody trusts. */
@NullMarked
package atelier.sandbox;

import org.jspecify.annotations.NullMarked;
