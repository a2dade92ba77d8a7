package atelier;

import atelier.cli.Commands;
import atelier.cli.Context;

/** Starts Atelier. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Commands.run(args, Context.ofProcess(Starting::node, Parts::instruments)));
  }
}
