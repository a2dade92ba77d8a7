/**
 * Facts across files: whether what a file takes from the project and from the standard library
 * exists, and whether a test file holds a test. It must never report what it is not sure of. Start
 * reading at {@link atelier.language.facts.FactChecker}.
 */
@NullMarked
package atelier.language.facts;

import org.jspecify.annotations.NullMarked;
