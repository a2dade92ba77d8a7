/** What a user types and what the console tells. */
@NullMarked
package atelier.cli;

import org.jspecify.annotations.NullMarked;
