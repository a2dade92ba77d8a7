/** Looking a question up outside. */
@NullMarked
package atelier.research;

import org.jspecify.annotations.NullMarked;
