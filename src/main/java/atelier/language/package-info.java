/** One row per language: endings, checks, how to run, how to test. */
@NullMarked
package atelier.language;

import org.jspecify.annotations.NullMarked;
