package atelier.role;

import atelier.language.Language;
import java.util.List;

/**
 * What a node needs to perform a task. If no node has all of it, any node may perform the task.
 *
 * @param language the language whose tools must be installed; empty for none
 * @param tool an executable that must be installed; empty for none
 * @param sandbox whether a sandbox is needed to run generated code
 */
record Requirements(String language, String tool, boolean sandbox) {
  static final Requirements NONE = new Requirements("", "", false);

  /** Requirements to check a file with the tools of its language. */
  static Requirements forCheck(String file) {
    return new Requirements(languageOf(file), "", false);
  }

  /** Requirements to run a program. */
  static Requirements forRun(String file) {
    return new Requirements(languageOf(file), "", true);
  }

  /** Requirements to run a command. */
  static Requirements forRun(List<String> command) {
    return new Requirements("", command.isEmpty() ? "" : command.get(0), true);
  }

  private static String languageOf(String file) {
    return Language.of(file).map(Language::name).orElse("");
  }
}
