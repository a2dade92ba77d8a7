package atelier.project;

import atelier.event.EventCodec;
import java.util.Collection;
import java.util.TreeSet;

/** Computes a hash of a set of accepted files, which identifies what a run or check ran on. */
final class TreeHash {
  private TreeHash() {}

  /** SHA-256, in hex, over {@code path NUL content-hash LF} for each file, sorted by path. */
  static String hash(Project project, Collection<String> paths) {
    StringBuilder listing = new StringBuilder();
    for (String path : new TreeSet<>(paths)) {
      SourceFile file = project.files().get(path);
      if (file != null && file.accepted() != null) {
        listing.append(path).append('\0').append(file.accepted().hash()).append('\n');
      }
    }
    return EventCodec.sha256(listing.toString());
  }
}
