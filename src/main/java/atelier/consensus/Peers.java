package atelier.consensus;

import atelier.journal.Acceptor;
import java.util.Set;

/** The other nodes. */
public interface Peers {
  /** The names of those that are here now, without this one. */
  Set<String> present();

  /** One of them; its calls fail within a few seconds when it does not answer. */
  Acceptor of(String node);

  /** How many nodes there are meant to be, with this one. */
  int size();

  /** How many make a majority. */
  default int majority() {
    return size() / 2 + 1;
  }
}
