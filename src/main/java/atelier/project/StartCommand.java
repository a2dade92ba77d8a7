package atelier.project;

import atelier.event.CheckPlan;
import atelier.event.Example;
import atelier.event.ShellWords;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command that starts the program, and what exercises it: an example or a check that runs the
 * same program, else a run of the command itself.
 */
public final class StartCommand {
  /** Options with which a program only talks about itself. */
  private static final Pattern ONLY_EXPLAINS =
      Pattern.compile("(?<![\\w-])(--help|--version|-h|-V)(?![\\w-])");

  private StartCommand() {}

  /** The name of the example or check that runs the program; empty if none does. */
  public static Optional<String> exercisedBy(Project project) {
    List<String> run = command(project);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    List<String> program = run.subList(0, programWords(project, run));
    Stream<String> examples = project.examples().inForce().stream()
        .filter(Example::expectsContent)
        .filter(example -> example.commands().stream().anyMatch(words -> runs(words, program)))
        .map(Example::name);
    Stream<String> checks = project.checkPlans().stream()
        .filter(plan -> runs(plan.command(), program))
        .map(CheckPlan::name);
    return Stream.concat(examples, checks).findFirst();
  }

  /** The start command; empty if the project has none. */
  public static List<String> command(Project project) {
    return project.blueprint() == null ? List.of() : project.blueprint().run();
  }

  /** Whether it has to be run by itself on the current files. */
  public static boolean needsRun(Project project) {
    CheckResult result = project.startResult();
    return !command(project).isEmpty()
        && exercisedBy(project).isEmpty()
        && (result == null || !result.tree().equals(project.treeHash()));
  }

  /** The project's file that the start command names first; empty if it names none. */
  public static String programFile(Project project) {
    return command(project).stream()
        .map(StartCommand::withoutDot)
        .filter(project.files()::containsKey)
        .findFirst()
        .orElse("");
  }

  /** How many words name the program; the rest are its arguments. */
  private static int programWords(Project project, List<String> run) {
    for (int i = 0; i < run.size(); i++) {
      if (project.files().containsKey(withoutDot(run.get(i)))) {
        return i + 1;
      }
    }
    return run.size();
  }

  /** A shell line runs it where it contains its words. */
  private static boolean runs(List<String> command, List<String> program) {
    List<String> plain = command.stream().map(StartCommand::withoutDot).toList();
    List<String> wanted = program.stream().map(StartCommand::withoutDot).toList();
    boolean begins =
        plain.size() >= wanted.size() && plain.subList(0, wanted.size()).equals(wanted);
    boolean shell = plain.size() > 2 && plain.get(0).matches("(ba)?sh");
    boolean inShell =
        shell && plain.stream().anyMatch(word -> word.contains(ShellWords.quote(wanted)));
    String line = String.join(" ", plain);
    return (begins || inShell) && !ONLY_EXPLAINS.matcher(line).find() && !line.contains("||");
  }

  private static String withoutDot(String word) {
    return word.startsWith("./") ? word.substring(2) : word;
  }
}
