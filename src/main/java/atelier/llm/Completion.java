package atelier.llm;

import atelier.event.Usage;

/**
 * A whole answer.
 *
 * @param truncated it ended at a length limit: never to be taken as complete
 */
public record Completion(String text, boolean truncated, Usage usage) {}
