/**
 * What models are asked: the system prompts and the prompts of each kind of call. It must never
 * read an answer or see more of a project than it is given. Start with {@link
 * atelier.role.prompt.WritePrompt}.
 */
@NullMarked
package atelier.role.prompt;

import org.jspecify.annotations.NullMarked;
