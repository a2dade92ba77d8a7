/**
 * How the work of a task is stopped. It must never know what the work is. Start with {@link
 * atelier.cancel.Cancellation}.
 */
@NullMarked
package atelier.cancel;

import org.jspecify.annotations.NullMarked;
