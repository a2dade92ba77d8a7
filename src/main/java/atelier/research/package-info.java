/**
 * Answers questions of the Architect from external search services. It must never treat what it
 * receives as anything but data. Start with {@link atelier.research.Research}.
 */
@NullMarked
package atelier.research;

import org.jspecify.annotations.NullMarked;
