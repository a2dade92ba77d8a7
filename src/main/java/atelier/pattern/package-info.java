/**
 * Regular expressions over untrusted text: the syntax of {@code java.util.regex}, matched in time
 * and memory linear in the length of the text, without recursion. It must never do anything else.
 * Start reading at {@link atelier.pattern.Pattern}.
 */
@NullMarked
package atelier.pattern;

import org.jspecify.annotations.NullMarked;
