package atelier.sandbox;

import java.util.List;
import java.util.Optional;

/** What keeps jobs apart from the host. */
enum Separation {
  NONE,
  NAMESPACES,
  LANDLOCK;

  /** The files that a job writes; empty where they are not counted. */
  Optional<WrittenFiles> writtenFiles(JobPlace place) {
    return switch (this) {
      case NONE -> Optional.empty();
      case NAMESPACES -> Optional.of(new WritableFolders());
      case LANDLOCK ->
        Optional.of(new DiskFolders(place.folder(), List.of(place.work(), place.temporary())));
    };
  }
}
