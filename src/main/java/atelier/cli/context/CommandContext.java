package atelier.cli.context;

import atelier.config.ProcessEnvironment;

/** The surroundings of a command: streams, environment, signals and the way to start a node. */
public record CommandContext(
    Console console,
    ProcessEnvironment environment,
    InterruptSignal interruptSignal,
    NodeStarter nodeStarter,
    DoctorSubjects.Factory doctorSubjects) {
  /** Returns the context of this process. */
  public static CommandContext ofProcess(
      NodeStarter nodeStarter, DoctorSubjects.Factory doctorSubjects) {
    return new CommandContext(
        Console.ofProcess(),
        ProcessEnvironment.current(),
        InterruptSignal.ofProcess(),
        nodeStarter,
        doctorSubjects);
  }
}
