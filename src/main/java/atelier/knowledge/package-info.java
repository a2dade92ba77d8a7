/** Lessons: remembered, found again. */
@NullMarked
package atelier.knowledge;

import org.jspecify.annotations.NullMarked;
