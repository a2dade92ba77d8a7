package atelier.cli;

import atelier.config.Surroundings;

/** What commands work with: streams, surroundings, signals and the node. */
public record Context(
    Console console,
    Surroundings surroundings,
    Interrupts interrupts,
    NodeStarter starter,
    Instruments.Maker instruments) {
  /** That of this process. */
  public static Context ofProcess(NodeStarter starter, Instruments.Maker instruments) {
    return new Context(
        Console.ofProcess(), Surroundings.here(), Interrupts.ofProcess(), starter, instruments);
  }
}
