package atelier.rig;

import atelier.event.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a node's disk says, project by project. */
public final class Journal {
  private Journal() {}

  /** All of it. */
  public static SortedMap<String, List<Entry>> of(Board board) {
    SortedMap<String, List<Entry>> all = new TreeMap<>();
    new Disk(board)
        .journal()
        .forEach((id, lines) -> all.put(id, Disk.entries(id, lines, new ArrayList<>())));
    return all;
  }
}
