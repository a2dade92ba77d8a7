package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.Optional;
import java.util.stream.Stream;

/** Resolves the scripts that a shell script sources, by a plain path or one in its folder. */
public final class ShellSources implements FileReferences {
  /** An expression for the folder of the script. */
  private static final String FOLDER =
      "(?:\\$\\(dirname (?:-- )?\"?(?:\\$0|\\$\\{?BASH_SOURCE(?:\\[0\\])?\\}?)\"?\\)"
          + "|\\$\\{(?:0|BASH_SOURCE(?:\\[0\\])?)%/\\*\\})";

  private static final Pattern IN_FOLDER = Pattern.compile("^" + FOLDER + "/");
  private static final Pattern IN_VARIABLE = Pattern.compile("^\\$\\{?(?<name>\\w+)\\}?/");
  private static final String IS_FOLDER = "=\"?(?:" + FOLDER + "|\\$\\(cd (?:-- )?\"?" + FOLDER
      + "\"?(?: >/dev/null(?: 2>&1)?)? (?:&&|;) ?pwd(?: -P)?\\))\"?\\s*(?:[;#].*)?$";

  /** A variable, a pattern, or a file that the system, a person or another tool creates. */
  private static final Pattern ELSEWHERE = Pattern.compile(
      "(?s).*[$`*?\\[{\\\\<(].*|[/~-].*|(?:.*/)?\\.[^./][^/]*|.*\\.env|(?:.*/)?activate");

  /** Changes to another folder than the script's: a plain path may be relative to it. */
  private static final Pattern CHANGES_FOLDER = Pattern.compile(
      "(?:^|[;&|({])[ \\t]*(?:cd|pushd)[ \\t]+(?!(?:-- )?\"?" + FOLDER + ")", Pattern.MULTILINE);

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String text = sources.text();
    Optional<String> beside = relativeToScript(imported.name(), text);
    String path = beside.orElse(imported.name()).replaceAll("[\"']", "");
    return ELSEWHERE.matcher(path).matches()
        || (beside.isEmpty() && CHANGES_FOLDER.matcher(text).find())
        || sources.hasPathEndingIn(Pattern.of("^(?:\\.{1,2}/)+").replaceFirst(path, ""))
        || isMentionedElsewhere(path, imported.line(), text);
  }

  /** Returns the path relative to the script's folder, if it starts with that folder. */
  private static Optional<String> relativeToScript(String path, String text) {
    return Stream.of(IN_FOLDER, IN_VARIABLE)
        .map(pattern -> pattern.matcher(path))
        .filter(Matcher::find)
        .filter(start -> start.pattern() == IN_FOLDER || isFolder(start.group("name"), text))
        .map(start -> path.substring(start.end()))
        .findFirst();
  }

  /** Returns whether a variable is set once, to the script's folder. */
  private static boolean isFolder(String variable, String text) {
    return Pattern.compile("\\b" + variable + "=").matcher(text).results().count() == 1
        && Pattern.compile("\\b" + variable + IS_FOLDER, Pattern.MULTILINE)
            .matcher(text)
            .find();
  }

  /** Returns whether another line of code contains the path: it may create the file. */
  private static boolean isMentionedElsewhere(String path, int line, String text) {
    String[] lines = text.split("\n", -1);
    for (int at = 0; at < lines.length; at++) {
      if (at != line - 1
          && lines[at].contains(path)
          && !Pattern.of("\\s*(?:#|\\.\\s|source\\s).*").matches(lines[at])) {
        return true;
      }
    }
    return false;
  }
}
