package atelier.proof;

import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.project.FailureKey;
import atelier.project.TestFiles;
import atelier.proof.StackTraces.Place;
import atelier.proof.Suspect.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Localizes the fault behind one failure from what is certain, without a model: the command, the
 * stack trace, the names that are missing and the contracts that promise them. Pure.
 */
public final class FaultLocalizer {
  /** Errors of the very line that raises them, which no other file can cause. */
  private static final Pattern OWN_ERROR = Pattern.compile(
      "\\b(NameError|SyntaxError|IndentationError|TabError|UnboundLocalError|ReferenceError"
          + "|fixture '\\w+' not found)\\b");

  /** A statement that reports an error on purpose: who caused it is another question. */
  private static final Pattern DELIBERATE =
      Pattern.compile("^\\s*(raise|throw|panic\\(|assert\\b|sys\\.exit|process\\.exit|die|fail)");

  /** What a command says about an argument that names nothing. */
  private static final Pattern NOTHING_THERE = Pattern.compile(
      "(?i)no such file|not found|cannot find|can't open|could not find|no module named|no tests?"
          + " (files? )?found|does not exist|unrecognized arguments|unknown option|invalid option");

  private final FailedProject project;

  public FaultLocalizer(FailedProject project) {
    this.project = project;
  }

  /** Who is at fault for one failure; empty if that is not certain. */
  public Optional<Suspect> locate(List<String> command, FailedTest test, String excerpt) {
    Set<String> key = Set.of(FailureKey.of(test));
    return wrongCommand(command, excerpt)
        .or(() -> trace(test, excerpt))
        .filter(suspect -> !project.isDeclined(suspect.file(), key));
  }

  /** An argument of the command that names nothing in the project, and that the output names. */
  private Optional<Suspect> wrongCommand(List<String> command, String excerpt) {
    return command.stream()
        .skip(1)
        .filter(word -> word.matches("-*[\\w./-]+[./\\w-]*\\w") && !exists(word))
        .filter(word -> excerpt
            .lines()
            .anyMatch(
                line -> mentions(line, word) && NOTHING_THERE.matcher(line).find()))
        .findFirst()
        .map(word -> new Suspect(
            Fault.CHECK, "", "the command names " + word + ", which is nothing in the project"));
  }

  private static boolean mentions(String line, String word) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-])")
        .matcher(line)
        .find();
  }

  /** Whether a word may be a file, folder or module of the project, or is none of them at all. */
  private boolean exists(String word) {
    boolean looksLikePlace = word.contains("/") || word.contains(".") || word.startsWith("-");
    String path = word.replaceFirst("^\\./", "");
    String module = path.replace('.', '/');
    return !looksLikePlace
        || project.plans().keySet().stream()
            .anyMatch(file -> file.equals(path)
                || file.startsWith(path + "/")
                || file.startsWith(module + "/")
                || file.startsWith(module + "."));
  }

  private Optional<Suspect> trace(FailedTest test, String excerpt) {
    List<Place> places = StackTraces.places(excerpt, project.plans().keySet());
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Place innermost = places.get(places.size() - 1);
    if (OWN_ERROR.matcher(excerpt).find()) {
      return Optional.of(blame(innermost.file(), "it has an error of its own"));
    }
    Optional<String> missing = MissingNames.find(excerpt);
    if (missing.isPresent()) {
      return Optional.of(missingName(missing.get(), innermost.file()));
    }
    boolean certain = !isTest(innermost.file())
        && !FailureKey.isAssertion(test)
        && !DELIBERATE.matcher(lineAt(innermost)).find();
    return certain
        ? Optional.of(blame(innermost.file(), "the stack trace ends in it"))
        : Optional.empty();
  }

  /** A name that a contract promises is missing in that file; one that none promises is made up. */
  private Suspect missingName(String name, String user) {
    Pattern word = Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)");
    return project.sources().stream()
        .filter(path -> !path.equals(user))
        .filter(path -> word.matcher(promises(path)).find())
        .findFirst()
        .map(path -> blame(path, "its contract promises " + name + ", which it does not have"))
        .orElseGet(() -> blame(user, "it uses " + name + ", which no contract promises"));
  }

  private String promises(String path) {
    FilePlan plan = project.plans().get(path);
    return plan == null ? "" : plan.contract() + " " + plan.description();
  }

  private static Suspect blame(String file, String why) {
    return new Suspect(isTest(file) ? Fault.TEST : Fault.CODE, file, why);
  }

  private static boolean isTest(String path) {
    return TestFiles.isTest(path) || StackTraces.isTest(path);
  }

  private String lineAt(Place place) {
    return project
        .contents()
        .getOrDefault(place.file(), "")
        .lines()
        .skip(Math.max(0, place.line() - 1))
        .findFirst()
        .orElse("");
  }

  /** The file that holds a failed test; empty if it is not known. */
  public String testFile(FailedTest test, String excerpt) {
    List<String> tests = project.plans().keySet().stream()
        .filter(FaultLocalizer::isTest)
        .sorted()
        .toList();
    String place = test.file();
    return tests.stream()
        .filter(path -> !place.isEmpty() && (place.endsWith(path) || path.endsWith("/" + place)))
        .findFirst()
        .or(() -> StackTraces.findTests(excerpt, tests).stream().findFirst())
        .or(() ->
            tests.stream().filter(path -> test.test().contains(moduleOf(path))).findFirst())
        .or(() -> tests.size() == 1 ? Optional.of(tests.get(0)) : Optional.empty())
        .orElse("");
  }

  private static String moduleOf(String path) {
    return path.replaceFirst("^.*/", "").replaceFirst("\\.\\w+$", "");
  }
}
