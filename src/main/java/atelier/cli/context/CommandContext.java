package atelier.cli.context;

import atelier.config.ProcessEnvironment;

/** What commands work with: streams, surroundings, signals and the node. */
public record CommandContext(
    Console console,
    ProcessEnvironment environment,
    InterruptSignal interruptSignal,
    NodeStarter nodeStarter,
    DoctorSubjects.Factory doctorSubjects) {
  /** That of this process. */
  public static CommandContext ofProcess(NodeStarter nodeStarter, DoctorSubjects.Factory doctorSubjects) {
    return new CommandContext(
        Console.ofProcess(),
        ProcessEnvironment.current(),
        InterruptSignal.ofProcess(),
        nodeStarter,
        doctorSubjects);
  }
}
