/** Facts: one record per event, one codec, one hash chain. */
@NullMarked
package atelier.event;

import org.jspecify.annotations.NullMarked;
