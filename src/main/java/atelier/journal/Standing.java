package atelier.journal;

/**
 * How a node stands to a project; what it answers to every call of a leader.
 *
 * @param promised it takes no proposal of a lesser ballot
 * @param accepted the ballot of the proposal that its history is from
 * @param seq of its last entry; 0 for none
 * @param hash of that entry
 * @param agreed up to where it knows that a majority has accepted: this never changes any more
 * @param agreedHash the hash of the entry there
 */
public record Standing(
    String project,
    Ballot promised,
    Ballot accepted,
    long seq,
    String hash,
    long agreed,
    String agreedHash) {}
