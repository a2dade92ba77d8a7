package atelier.cli;

import atelier.config.ProcessEnvironment;

/** What commands work with: streams, surroundings, signals and the node. */
public record CommandContext(
    Console console,
    ProcessEnvironment surroundings,
    InterruptSignal interrupts,
    NodeStarter starter,
    DoctorSubjects.Maker instruments) {
  /** That of this process. */
  public static CommandContext ofProcess(NodeStarter starter, DoctorSubjects.Maker instruments) {
    return new CommandContext(
        Console.ofProcess(),
        ProcessEnvironment.here(),
        InterruptSignal.ofProcess(),
        starter,
        instruments);
  }
}
