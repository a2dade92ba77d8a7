/** The entry point of the program. */
@NullMarked
package atelier;

import org.jspecify.annotations.NullMarked;
