package atelier.role.prompt;

import atelier.event.Blueprint;
import atelier.event.FilePlan;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.List;

/** The plan of a file as lines of a prompt: in full for those it concerns, else in one line. */
final class FilePhrase {
  private static final int MAX_LINE_CHARS = 120;
  private static final Pattern SENTENCE = Pattern.compile("^.+?[.!?;](?=\\s)");

  private FilePhrase() {}

  /** What the file is for, what it offers, and what it uses. */
  static String inFull(FilePlan file) {
    return "- " + file.path() + ": " + file.description() + "\n"
        + (file.contract().isEmpty() ? "" : "  contract: " + file.contract() + "\n")
        + (file.uses().isEmpty() ? "" : "  uses: " + String.join(", ", file.uses()) + "\n");
  }

  /** The path and the first sentence of the description. */
  static String inOneLine(FilePlan file) {
    return "- " + file.path() + ": " + firstSentence(file.description()) + "\n";
  }

  /** The contracts of the files that a file uses, and of those that use it; may be empty. */
  static String contractsAround(FilePlan own, Blueprint blueprint) {
    List<FilePlan> others = blueprint.files().stream()
        .filter(file -> !file.path().equals(own.path()) && !file.contract().isEmpty())
        .toList();
    StringBuilder text = new StringBuilder();
    others.stream()
        .filter(file -> own.uses().contains(file.path()))
        .forEach(file -> text.append(contract(file, "")));
    others.stream()
        .filter(file -> file.uses().contains(own.path()) && !own.uses().contains(file.path()))
        .forEach(file -> text.append(contract(file, ", which uses yours")));
    return text.isEmpty() ? "" : "# Contracts that your file relies on or serves\n" + text + "\n";
  }

  private static String contract(FilePlan file, String relation) {
    String sentence = firstSentence(file.description());
    return "- " + file.path() + relation + ": "
        + (sentence.equals(file.description().strip()) ? "" : file.description() + " Contract: ")
        + file.contract() + "\n";
  }

  private static String firstSentence(String description) {
    String line = description.strip().lines().findFirst().orElse("");
    Matcher sentence = SENTENCE.matcher(line);
    String first = sentence.find() ? sentence.group() : line;
    return first.length() <= MAX_LINE_CHARS ? first : first.substring(0, MAX_LINE_CHARS) + "…";
  }
}
