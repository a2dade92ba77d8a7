/**
 * Contains the entry point of the program. It must never contain anything else. Start with {@link
 * atelier.Main}.
 */
@NullMarked
package atelier;

import org.jspecify.annotations.NullMarked;
