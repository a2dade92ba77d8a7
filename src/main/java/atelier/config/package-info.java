/** Settings: read once, checked, each with its source. */
@NullMarked
package atelier.config;

import org.jspecify.annotations.NullMarked;
