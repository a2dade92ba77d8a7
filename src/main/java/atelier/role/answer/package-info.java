/**
 * What is taken from the answers of models: files, blueprints, JSON. It must never trust an answer:
 * what cannot be read exactly is refused with a reason. Start with {@link
 * atelier.role.answer.BlueprintReader}.
 */
@NullMarked
package atelier.role.answer;

import org.jspecify.annotations.NullMarked;
