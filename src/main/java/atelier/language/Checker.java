package atelier.language;

import atelier.event.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A toolchain's own check of one file, which never executes it.
 *
 * @param program what must be installed
 * @param arguments its arguments; {@code {}} stands for the file
 * @param fault how it tells a fault: groups {@code line} and {@code message}, {@code column} if any
 * @param foreign faults that concern what is outside of the file, and so prove nothing about it
 * @param exitTells whether an exit code other than 0 is a fault even where none could be read
 */
record Checker(
    String program, List<String> arguments, Pattern fault, Pattern foreign, boolean exitTells) {
  private static final int MAX_DIAGNOSTICS = 20;
  private static final int MAX_MESSAGE_CHARS = 300;

  List<String> command(String file) {
    List<String> words = new ArrayList<>(List.of(program));
    arguments.forEach(word -> words.add(word.equals("{}") ? file : word));
    return words;
  }

  /** What its output says is wrong, without the machine's paths. */
  List<Diagnostic> diagnostics(int exit, String output) {
    List<Diagnostic> found = new ArrayList<>();
    boolean foreignSeen = false;
    Matcher matcher = fault.matcher(output);
    while (matcher.find() && found.size() < MAX_DIAGNOSTICS) {
      String message = shown(matcher.group("message"));
      if (foreign.matcher(message).find()) {
        foreignSeen = true;
      } else {
        found.add(new Diagnostic(number(matcher, "line"), number(matcher, "column"), message));
      }
    }
    if (found.isEmpty() && exit != 0 && exitTells && !foreignSeen) {
      String first = output.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
      found.add(new Diagnostic(0, 0, shown(program + " refuses it: " + first)));
    }
    return found;
  }

  private static String shown(String message) {
    String plain = message
        .replaceAll("/(tmp|src|work|home|root|var)/[^\\s:'\"]*/", "")
        .replaceAll("[\\p{Cc}]", " ")
        .strip();
    return plain.substring(0, Math.min(MAX_MESSAGE_CHARS, plain.length()));
  }

  private int number(Matcher matcher, String group) {
    if (!fault.pattern().contains("(?<" + group + ">")) {
      return 0;
    }
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
