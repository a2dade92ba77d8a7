/** The ordered list of events of each project: append, read, follow. */
@NullMarked
package atelier.journal;

import org.jspecify.annotations.NullMarked;
