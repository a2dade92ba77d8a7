package atelier.role;

import atelier.language.Language;
import java.util.List;

/**
 * What a task asks of the node that does it. Where no node has all of it, any may try.
 *
 * @param language whose tools must be installed; empty for none
 * @param tool an executable that must be installed; empty for none
 * @param sandbox whether generated code must be run
 */
record Requirements(String language, String tool, boolean sandbox) {
  static final Requirements NONE = new Requirements("", "", false);

  /** A file is to be checked by its own language's tool. */
  static Requirements forCheck(String file) {
    return new Requirements(languageOf(file), "", false);
  }

  /** A program is to be run. */
  static Requirements forRun(String file) {
    return new Requirements(languageOf(file), "", true);
  }

  /** A command is to be run. */
  static Requirements forRun(List<String> command) {
    return new Requirements("", command.isEmpty() ? "" : command.get(0), true);
  }

  private static String languageOf(String file) {
    return Language.of(file).map(Language::name).orElse("");
  }
}
