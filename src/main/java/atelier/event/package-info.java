/**
 * The events of the journal: one record for each type, and one codec that chains them by hash. A
 * record or component must never be renamed or removed, since it is part of the stored format.
 * Start with {@link atelier.event.Event}, then {@link atelier.event.EventCodec}.
 */
@NullMarked
package atelier.event;

import org.jspecify.annotations.NullMarked;
