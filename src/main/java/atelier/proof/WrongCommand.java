package atelier.proof;

import atelier.event.FilePlan;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import atelier.project.WrongCheck;
import atelier.proof.Suspect.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Recognises that a command, or a manifest that it follows, names what is not in the project. */
final class WrongCommand {
  /** What a command says about an argument that names nothing. */
  private static final Pattern NOTHING_THERE = Pattern.compile(
      "(?i)no such file|not found|cannot find|can't open|could not find|no module named|no tests?"
          + " (files? )?found|does not exist|no rule to make target"
          + "|(unrecognized|unknown|invalid|illegal|bad) (arguments?|options?)\\b");

  /** The same about a word that might be anything; the group is the word. */
  private static final List<Pattern> NAMED = List.of(
      Pattern.compile("Start directory is not importable: '([^']+)'"),
      Pattern.compile("No rule to make target [`']([^']+)'\\. "),
      Pattern.compile("Missing script: \"([^\"]+)\""));

  /** What test tools say at their end if they found nothing to execute. */
  private static final Pattern NO_TESTS = Pattern.compile("(?m)^(?:=+ )?no tests ran in [\\d.]+s"
      + "|^NO TESTS RAN|^Ran 0 tests in |^No test(?: file)?s found, exiting with code 1");

  private static final Pattern ERROR = Pattern.compile("(?i)error\\b");

  /** Files that say what a command does. */
  private static final Pattern MANIFEST =
      Pattern.compile("(^|/)(Makefile|GNUmakefile|package\\.json|CMakeLists\\.txt|\\w+\\.mk)$");

  private static final Pattern PATH = Pattern.compile("(?<![\\w./-])(?:/work/)?"
      + "((?:\\.{1,2}/)?[\\w-][\\w.-]*(?:/[\\w.-]+)*(?:/|\\.\\w+))(?![\\w/-])");

  private final FailedProject project;

  WrongCommand(FailedProject project) {
    this.project = project;
  }

  /** The check or the manifest; empty if neither certainly names what is not in the project. */
  Optional<Suspect> find(List<String> command, String output) {
    List<String> words = command.stream()
        .skip(1)
        .flatMap(word -> Stream.of(word.split("[\\s;&|()<>\"']+")))
        .filter(word -> !word.isEmpty())
        .toList();
    return place(words, output)
        .or(() -> named(words, output))
        .or(() -> manifest(output))
        .or(() -> noTests(output));
  }

  /** A test tool that could not load a test, or stopped by itself, says so as well. */
  private static Optional<Suspect> noTests(String output) {
    return NO_TESTS.matcher(output).find() && !ERROR.matcher(output).find()
        ? Optional.of(new Suspect(Fault.CHECK, "", WrongCheck.NO_TESTS))
        : Optional.empty();
  }

  /** A path, module or option of the command. */
  private Optional<Suspect> place(List<String> words, String output) {
    return words.stream()
        .filter(word ->
            Pattern.of("-*[\\w./-]*\\w").matches(word) && looksLikePlace(word) && !exists(word))
        .filter(word -> !isInAFile(word))
        .flatMap(word -> Stream.of(word, word.split("\\.", 2)[0]))
        .filter(word -> word.length() > 1 && !exists(word))
        .filter(word -> output
            .lines()
            .anyMatch(
                line -> mentions(line, word) && NOTHING_THERE.matcher(line).find()))
        .findFirst()
        .map(WrongCommand::checkNames);
  }

  private static Suspect checkNames(String word) {
    return new Suspect(
        Fault.CHECK, "", "the command names " + word + ", which is nothing in the project");
  }

  private static boolean mentions(String line, String word) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-])")
        .matcher(line)
        .find();
  }

  private static boolean looksLikePlace(String word) {
    return !word.startsWith("/")
        && (word.contains("/") || word.contains(".") || word.startsWith("-"));
  }

  /** A build may make what a file of the project names. */
  private boolean isInAFile(String word) {
    String path = word.replaceFirst("^\\./", "");
    return project.contents().values().stream().anyMatch(text -> text.contains(path));
  }

  private boolean exists(String word) {
    String path = word.replaceFirst("^\\./", "").replaceFirst("/$", "");
    String module = path.replace('.', '/');
    return project.plans().keySet().stream()
        .anyMatch(file -> file.equals(path)
            || file.startsWith(path + "/")
            || file.startsWith(module + "/")
            || file.startsWith(module + "."));
  }

  /** A folder, or a target that the manifest's contract does not promise, or that it does. */
  private Optional<Suspect> named(List<String> words, String output) {
    return NAMED.stream()
        .map(pattern -> pattern.matcher(output))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .filter(word -> words.contains(word) && !exists(word))
        .findFirst()
        .flatMap(word ->
            output.contains("Start directory") ? Optional.of(checkNames(word)) : target(word));
  }

  private Optional<Suspect> target(String word) {
    return project.plans().values().stream()
        .filter(plan -> MANIFEST.matcher(plan.path()).find() && !plan.contract().isBlank())
        .findFirst()
        .map(plan -> mentions(plan.contract(), word)
            ? new Suspect(
                Fault.CODE, plan.path(), "its contract promises " + word + ", which is missing")
            : checkNames(word));
  }

  /** A path that a manifest names and that is not in the project. */
  private Optional<Suspect> manifest(String output) {
    return output
        .lines()
        .filter(line -> NOTHING_THERE.matcher(line).find())
        .flatMap(line -> PATH.matcher(line).results().map(found -> found.group(1)))
        .filter(path -> !exists(path))
        .flatMap(path -> project.plans().values().stream()
            .map(FilePlan::path)
            .filter(file -> MANIFEST.matcher(file).find()
                && mentions(project.contents().getOrDefault(file, ""), path))
            .map(file -> new Suspect(
                Fault.CODE, file, "it names " + path + ", which is not in the project")))
        .findFirst();
  }
}
