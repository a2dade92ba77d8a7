package atelier.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts that a script reads, by a plain path or one in its own folder. */
final class ShellSources implements OwnFiles {
  /** How a script says where it lies. */
  private static final String FOLDER =
      "\\$\\(dirname (?:-- )?\"?(?:\\$0|\\$\\{?BASH_SOURCE(?:\\[0\\])?\\}?)\"?\\)";

  private static final Pattern OWN_FOLDER =
      Pattern.compile("^(?:" + FOLDER + "|\\$\\{(?:0|BASH_SOURCE(?:\\[0\\])?)%/\\*\\})/");
  private static final Pattern VARIABLE =
      Pattern.compile("^(?:\\$(?<bare>\\w+)|\\$\\{(?<braced>\\w+)\\})/");
  private static final String IS_OWN_FOLDER = "\\b%s=\"?(?:" + FOLDER + "|\\$\\(cd (?:-- )?\"?"
      + FOLDER + "\"?(?: >/dev/null(?: 2>&1)?)? (?:&&|;) ?pwd(?: -P)?\\))\"?\\s*(?:[;#].*)?$";

  /** What may be filled in or matched, or is made: by the system, a person, another tool. */
  private static final Pattern ELSEWHERE = Pattern.compile(
      "(?s).*[$`*?\\[{\\\\<(].*|[/~-].*|(?:.*/)?\\.[^./][^/]*|.*\\.env|.*/bin/activate");

  @Override
  public boolean isThere(Import one, Sources sources) {
    String path = literal(one.name(), sources.text()).replaceAll("[\"']", "");
    return ELSEWHERE.matcher(path).matches()
        || sources.hasPathTo(path.replaceFirst("^(?:\\.{1,2}/)+", ""))
        || isMade(path, one.line(), sources.text());
  }

  /** A path without the script's own folder, where it begins with that. */
  private static String literal(String path, String text) {
    Matcher own = OWN_FOLDER.matcher(path);
    if (own.find()) {
      return path.substring(own.end());
    }
    Matcher variable = VARIABLE.matcher(path);
    if (!variable.find()) {
      return path;
    }
    String name =
        variable.group("bare") != null ? variable.group("bare") : variable.group("braced");
    long set = Pattern.compile("\\b" + name + "=").matcher(text).results().count();
    boolean isOwn = Pattern.compile(IS_OWN_FOLDER.formatted(name), Pattern.MULTILINE)
        .matcher(text)
        .find();
    return set == 1 && isOwn ? path.substring(variable.end()) : path;
  }

  /** Whether another line of code names it too: it may be written there. */
  private static boolean isMade(String path, int line, String text) {
    String[] lines = text.split("\n", -1);
    for (int at = 0; at < lines.length; at++) {
      if (at != line - 1
          && lines[at].contains(path)
          && !lines[at].matches("\\s*(?:#|\\.\\s|source\\s).*")) {
        return true;
      }
    }
    return false;
  }
}
