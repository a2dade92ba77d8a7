/** The Rust scanner; the only place that knows JNA. */
@NullMarked
package atelier.scan;

import org.jspecify.annotations.NullMarked;
