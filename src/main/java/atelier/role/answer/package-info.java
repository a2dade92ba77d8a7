/**
 * Parsers for the answers of models: files, blueprints, commit messages, JSON. They must never
 * trust an answer: what cannot be parsed exactly is rejected with a reason. Start with {@link
 * atelier.role.answer.BlueprintAnswer}.
 */
@NullMarked
package atelier.role.answer;

import org.jspecify.annotations.NullMarked;
