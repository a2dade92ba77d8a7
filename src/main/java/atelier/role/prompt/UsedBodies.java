package atelier.role.prompt;

import atelier.project.TestFiles;
import java.util.ArrayList;
import java.util.List;

/** The part of a prompt with the contents of the files that a file uses, within a limit. */
final class UsedBodies {
  private static final int MAX_CHARS = 16_000;

  private UsedBodies() {}

  /**
   * The contents in the order of the list, and the names of the files that are left out.
   *
   * @param deleted the paths of the files that the feature deletes
   */
  static String of(List<UsedFile> files, List<String> deleted, boolean withContents) {
    StringBuilder text = new StringBuilder();
    List<String> leftOut = new ArrayList<>();
    int remainingChars = withContents ? MAX_CHARS : 0;
    for (UsedFile file : files) {
      String content = file.content();
      if (content == null) {
        leftOut.add(file.path() + " (not written yet)");
      } else if (content.length() > remainingChars) {
        leftOut.add(file.path() + " (too long)");
      } else {
        remainingChars -= content.length();
        text.append("# ")
            .append(file.path())
            .append(relation(file.path(), deleted))
            .append(file.checked() ? "" : " (written, not yet checked)")
            .append('\n')
            .append(Fenced.text(content))
            .append('\n');
      }
    }
    if (!leftOut.isEmpty()) {
      text.append("Not shown: ")
          .append(String.join(", ", leftOut))
          .append(". Rely on the contracts.\n\n");
    }
    return text.toString();
  }

  private static String relation(String path, List<String> deleted) {
    return deleted.contains(path)
        ? ", which will be deleted: take over what is still needed"
        : TestFiles.isTest(path) ? ", a test" : ", which your file uses";
  }
}
