package atelier.event;

/**
 * Words of the spec that no example can show.
 *
 * @param quote the words, as they are in the spec
 * @param why the reason, in a sentence
 */
public record CannotShow(String quote, String why) {}
