package atelier.cli.context;

import atelier.config.ProcessEnvironment;
import atelier.secret.NodeSecrets;
import atelier.secret.SecretRedactor;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The surroundings of a command: streams, environment, signals and the way to start a node.
 *
 * @param isMadeByAtelier whether a folder is in a project that Atelier made
 * @param redactor replaces the secrets that are known so far
 */
public record CommandContext(
    Console console,
    ProcessEnvironment environment,
    InterruptSignal interruptSignal,
    NodeStarter nodeStarter,
    DoctorSubjects.Factory doctorSubjects,
    Predicate<Path> isMadeByAtelier,
    SecretRedactor redactor) {
  /** A context whose redactor knows the secrets of the environment. */
  public CommandContext(
      Console console,
      ProcessEnvironment environment,
      InterruptSignal interruptSignal,
      NodeStarter nodeStarter,
      DoctorSubjects.Factory doctorSubjects,
      Predicate<Path> isMadeByAtelier) {
    this(
        console,
        environment,
        interruptSignal,
        nodeStarter,
        doctorSubjects,
        isMadeByAtelier,
        SecretRedactor.of(NodeSecrets.ofEnvironment(environment.variables())));
  }

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
