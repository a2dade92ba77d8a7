package atelier.proof;

import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import atelier.project.FailureKey;
import atelier.project.TestFiles;
import atelier.proof.StackTraces.Place;
import atelier.proof.Suspect.Fault;
import atelier.proof.WrongImports.WrongImport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Localizes the fault behind one failure from what is certain, without a model: the command, the
 * stack trace, the names that are missing and the contracts that promise them. Pure.
 */
public final class FaultLocalizer {
  /** Errors of the very line that raises them, which no other file can cause. */
  private static final Pattern OWN_ERROR = Pattern.compile(
      "\\b(NameError|SyntaxError|IndentationError|TabError|UnboundLocalError|ReferenceError"
          + "|fixture '\\w+' not found)\\b");

  /** The same by compilers, in the line that names the place. */
  private static final Pattern OWN_LINE = Pattern.compile(
      "(?m)^.*:\\d+.*(error: (expected |stray |missing |unterminated |unclosed |illegal )"
          + "|error: .* expected$|error: reached end of file|syntax error|missing separator).*$");

  /** A statement that reports an error on purpose: who caused it is another question. */
  private static final Pattern DELIBERATE =
      Pattern.compile("^\\s*(raise|throw|panic\\(|assert\\b|sys\\.exit|process\\.exit|die|fail)");

  /** Errors that the code causes, or a caller that passes a value of the wrong type. */
  private static final Pattern OF_TYPES =
      Pattern.compile("\\b(TypeError|AttributeError|ClassCastException|NullPointerException)\\b");

  private static final Pattern MISSING_ARGUMENT = Pattern.compile(
      "(?:\\w+\\.)*(\\w+)\\(\\) missing \\d+ required (?:positional|keyword-only) arguments?:"
          + " '(\\w+)'");

  private final FailedProject project;

  public FaultLocalizer(FailedProject project) {
    this.project = project;
  }

  /** Who is at fault for one failure; empty if that is not certain. */
  public Optional<Suspect> locate(List<String> command, FailedTest test, String excerpt) {
    return new WrongCommand(project)
        .find(command, excerpt)
        .or(() -> trace(excerpt, FailureKey.isAssertion(test)))
        .filter(suspect -> isOpen(suspect, test));
  }

  /** The file that makes a program crash; empty if that is not certain. */
  public Optional<Suspect> locateCrash(FailedTest difference, String output) {
    return trace(output, false).filter(suspect -> isOpen(suspect, difference));
  }

  private boolean isOpen(Suspect suspect, FailedTest test) {
    return !project.isDeclined(suspect.file(), Set.of(FailureKey.of(test)));
  }

  private Optional<Suspect> trace(String excerpt, boolean assertion) {
    Optional<WrongImport> wrong = WrongImports.find(excerpt, project.plans().keySet());
    List<Place> places = StackTraces.places(excerpt, project.plans().keySet());
    if (wrong.isPresent() && project.plans().containsKey(wrong.get().importer())) {
      return Optional.of(importer(wrong.get(), wrong.get().importer()));
    }
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Place innermost = places.get(places.size() - 1);
    if (wrong.isPresent()) {
      return Optional.of(importer(wrong.get(), innermost.file()));
    }
    if (OWN_ERROR.matcher(excerpt).find()) {
      return Optional.of(blame(innermost.file(), "it has an error of its own"));
    }
    Optional<Suspect> compiled = compilerError(excerpt);
    if (compiled.isPresent()) {
      return compiled;
    }
    Optional<MissingName> missing = MissingName.find(excerpt);
    if (missing.isPresent()) {
      return missingName(missing.get(), innermost.file());
    }
    return missingArgument(excerpt, innermost.file())
        .or(() -> crash(innermost, excerpt, assertion));
  }

  private static Suspect importer(WrongImport wrong, String file) {
    return blame(file, "it imports " + wrong.name() + ", which is not in the project");
  }

  private Optional<Suspect> compilerError(String excerpt) {
    Matcher line = OWN_LINE.matcher(excerpt);
    return line.find()
        ? StackTraces.places(line.group(), project.plans().keySet()).stream()
            .findFirst()
            .map(place -> blame(place.file(), "it has an error of its own"))
        : Optional.empty();
  }

  /**
   * The file in which a stack trace ends, if it works on nothing that another file gives it, and
   * neither a caller nor an assertion can be the cause.
   */
  private Optional<Suspect> crash(Place innermost, String excerpt, boolean assertion) {
    FilePlan plan = project.plans().get(innermost.file());
    boolean usesOthers = plan != null
        && plan.uses().stream()
            .anyMatch(used -> project.sources().contains(used) && !TestFiles.isData(used));
    boolean certain = !TestFiles.belongsToTests(innermost.file())
        && !assertion
        && !usesOthers
        && !OF_TYPES.matcher(excerpt).find()
        && !DELIBERATE.matcher(lineAt(innermost)).find();
    return certain
        ? Optional.of(blame(innermost.file(), "the stack trace ends in it"))
        : Optional.empty();
  }

  /**
   * A name that a contract promises is missing in that file; one that no contract promises is made
   * up, if there are contracts.
   */
  private Optional<Suspect> missingName(MissingName missing, String user) {
    Pattern word = word(missing.name());
    List<String> others =
        project.sources().stream().filter(path -> !path.equals(user)).toList();
    Optional<String> promising =
        others.stream().filter(path -> word.matcher(promises(path)).find()).findFirst();
    if (promising.isPresent()) {
      boolean isThere = word.matcher(content(promising.get())).find();
      return promising
          .filter(path -> missing.imported() || !isThere)
          .map(path ->
              blame(path, "its contract promises " + missing.name() + ", which it does not have"));
    }
    boolean contracts =
        others.stream().filter(path -> !TestFiles.isData(path)).allMatch(this::hasContract);
    return contracts && !others.isEmpty()
        ? Optional.of(blame(user, "it uses " + missing.name() + ", which no contract promises"))
        : Optional.empty();
  }

  /** A call without an argument that the contract of the function requires. */
  private Optional<Suspect> missingArgument(String excerpt, String caller) {
    Matcher missing = MISSING_ARGUMENT.matcher(excerpt);
    if (!missing.find()) {
      return Optional.empty();
    }
    Pattern signature = Pattern.compile(
        "\\b" + missing.group(1) + "\\([^)]*\\b" + missing.group(2) + "\\b(?! *=|[^,)]*=)");
    return project.sources().stream()
        .filter(
            path -> !path.equals(caller) && signature.matcher(promises(path)).find())
        .findFirst()
        .map(
            path -> blame(caller, "it calls " + missing.group(1) + " without " + missing.group(2)));
  }

  private static Pattern word(String name) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)");
  }

  private boolean hasContract(String path) {
    FilePlan plan = project.plans().get(path);
    return plan != null && !plan.contract().isBlank();
  }

  private String promises(String path) {
    FilePlan plan = project.plans().get(path);
    return plan == null ? "" : plan.contract() + " " + plan.description();
  }

  private static Suspect blame(String file, String why) {
    return new Suspect(TestFiles.belongsToTests(file) ? Fault.TEST : Fault.CODE, file, why);
  }

  private String content(String path) {
    return project.contents().getOrDefault(path, "");
  }

  private String lineAt(Place place) {
    return content(place.file())
        .lines()
        .skip(Math.max(0, place.line() - 1))
        .findFirst()
        .orElse("");
  }

  /** The file that holds a failed test; empty if it is not known. */
  public String testFile(FailedTest test, String excerpt) {
    List<String> tests = project.plans().keySet().stream()
        .filter(TestFiles::belongsToTests)
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
    return Pattern.of("\\.\\w+$").replaceFirst(path.replaceFirst("^.*/", ""), "");
  }
}
