package atelier.workspace;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Includes folders and regular files; excludes symbolic links and submodules. */
final class RegularFilesFilter extends TreeFilter {
  @Override
  public boolean include(TreeWalk walk) {
    FileMode mode = walk.getFileMode(0);
    return mode == FileMode.TREE
        || mode == FileMode.REGULAR_FILE
        || mode == FileMode.EXECUTABLE_FILE;
  }

  @Override
  public boolean shouldBeRecursive() {
    return false;
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // it has no state to copy
  public TreeFilter clone() {
    return this;
  }
}
