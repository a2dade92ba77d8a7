package atelier;

import atelier.cli.Commands;
import atelier.cli.Context;
import io.vertx.core.Future;

/** Starts Atelier. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var context = Context.ofProcess(
        // LEAD: Node::start and Node::instruments go here.
        (vertx, settings, onlyProject, record) ->
            Future.failedFuture("this build holds no node yet"),
        (vertx, settings) -> {
          throw new IllegalStateException("this build holds no node yet");
        });
    System.exit(Commands.run(args, context));
  }
}
