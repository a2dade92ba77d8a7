/**
 * The prompts sent to models: one system prompt for each role, and the text of each call. A prompt
 * must never read an answer, and contains only what its role passes in. Start with {@link
 * atelier.role.prompt.WritePrompt}.
 */
@NullMarked
package atelier.role.prompt;

import org.jspecify.annotations.NullMarked;
