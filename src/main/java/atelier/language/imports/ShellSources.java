package atelier.language.imports;

import atelier.language.source.SourceTree;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Scripts that a script reads, by a plain path or one in its own folder. */
public final class ShellSources implements FileReferences {
  /** How a script says where it lies. */
  private static final String FOLDER =
      "(?:\\$\\(dirname (?:-- )?\"?(?:\\$0|\\$\\{?BASH_SOURCE(?:\\[0\\])?\\}?)\"?\\)"
          + "|\\$\\{(?:0|BASH_SOURCE(?:\\[0\\])?)%/\\*\\})";

  private static final Pattern IN_FOLDER = Pattern.compile("^" + FOLDER + "/");
  private static final Pattern IN_VARIABLE = Pattern.compile("^\\$\\{?(?<name>\\w+)\\}?/");
  private static final String IS_FOLDER = "=\"?(?:" + FOLDER + "|\\$\\(cd (?:-- )?\"?" + FOLDER
      + "\"?(?: >/dev/null(?: 2>&1)?)? (?:&&|;) ?pwd(?: -P)?\\))\"?\\s*(?:[;#].*)?$";

  /** What may be filled in or matched, or is made: by the system, a person, another tool. */
  private static final Pattern ELSEWHERE = Pattern.compile(
      "(?s).*[$`*?\\[{\\\\<(].*|[/~-].*|(?:.*/)?\\.[^./][^/]*|.*\\.env|(?:.*/)?activate");

  /** Goes to another folder than its own: a plain path may be one in there. */
  private static final Pattern CHANGES_FOLDER = Pattern.compile(
      "(?:^|[;&|({])[ \\t]*(?:cd|pushd)[ \\t]+(?!(?:-- )?\"?" + FOLDER + ")", Pattern.MULTILINE);

  @Override
  public boolean resolves(Import one, SourceTree sources) {
    String text = sources.text();
    Optional<String> beside = relativeToScript(one.name(), text);
    String path = beside.orElse(one.name()).replaceAll("[\"']", "");
    return ELSEWHERE.matcher(path).matches()
        || (beside.isEmpty() && CHANGES_FOLDER.matcher(text).find())
        || sources.hasPathEndingIn(path.replaceFirst("^(?:\\.{1,2}/)+", ""))
        || isMentionedElsewhere(path, one.line(), text);
  }

  /** A path from the script's own folder on, where it begins with that. */
  private static Optional<String> relativeToScript(String path, String text) {
    return Stream.of(IN_FOLDER, IN_VARIABLE)
        .map(pattern -> pattern.matcher(path))
        .filter(Matcher::find)
        .filter(start -> start.pattern() == IN_FOLDER || isFolder(start.group("name"), text))
        .map(start -> path.substring(start.end()))
        .findFirst();
  }

  /** Whether a variable is set to the script's folder, and to nothing else. */
  private static boolean isFolder(String variable, String text) {
    return Pattern.compile("\\b" + variable + "=").matcher(text).results().count() == 1
        && Pattern.compile("\\b" + variable + IS_FOLDER, Pattern.MULTILINE)
            .matcher(text)
            .find();
  }

  /** Whether another line of code names it too: it may be written there. */
  private static boolean isMentionedElsewhere(String path, int line, String text) {
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
