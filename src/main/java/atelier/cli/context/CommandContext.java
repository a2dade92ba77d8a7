package atelier.cli.context;

import atelier.config.ProcessEnvironment;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The surroundings of a command: streams, environment, signals and the way to start a node.
 *
 * @param isMadeByAtelier whether a folder is in a project that Atelier made
 */
public record CommandContext(
    Console console,
    ProcessEnvironment environment,
    InterruptSignal interruptSignal,
    NodeStarter nodeStarter,
    DoctorSubjects.Factory doctorSubjects,
    Predicate<Path> isMadeByAtelier) {
  /** Returns the context of this process. */
  public static CommandContext ofProcess(
      NodeStarter nodeStarter,
      DoctorSubjects.Factory doctorSubjects,
      Predicate<Path> isMadeByAtelier) {
    return new CommandContext(
        Console.ofProcess(),
        ProcessEnvironment.current(),
        InterruptSignal.ofProcess(),
        nodeStarter,
        doctorSubjects,
        isMadeByAtelier);
  }
}
