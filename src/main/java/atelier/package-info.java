/** The program: its start and the wiring of a node. */
@NullMarked
package atelier;

import org.jspecify.annotations.NullMarked;
