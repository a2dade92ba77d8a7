/**
 * Stores lessons from finished projects and finds them for later prompts. It must never decide what
 * a lesson is or when one is used. Start with {@link atelier.knowledge.Knowledge}.
 */
@NullMarked
package atelier.knowledge;

import org.jspecify.annotations.NullMarked;
