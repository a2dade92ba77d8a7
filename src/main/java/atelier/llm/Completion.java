package atelier.llm;

import atelier.event.Usage;

/**
 * A model's answer.
 *
 * @param truncated whether it ended at a length limit and is therefore incomplete
 */
public record Completion(String text, boolean truncated, Usage usage) {}
