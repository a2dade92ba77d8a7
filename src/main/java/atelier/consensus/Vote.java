package atelier.consensus;

/** What a node says to a proposal. */
enum Vote {
  /** It is on its disk. */
  TAKEN,
  /** It has promised another leader not to. */
  REFUSED,
  /** It lacks too much of what comes before. */
  BEHIND,
  /** What it holds for agreed is another history. */
  FORKED,
  /** It did not answer. */
  ABSENT
}
