package atelier.cli.context;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a command that the process is asked to end: Ctrl-C, or SIGTERM. */
@FunctionalInterface
public interface InterruptSignal {
  /** Calls {@code action} when that happens, until the answer is closed. */
  Registration onInterrupt(Runnable action);

  /** A command that wants to finish in order; closed when it has. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** The signals of this process. It is kept alive until the command has finished, 25 s at most. */
  static InterruptSignal ofProcess() {
    return action -> {
      var finished = new CountDownLatch(1);
      var hook = new Thread(() -> {
        action.run();
        try {
          finished.await(25, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      Runtime.getRuntime().addShutdownHook(hook);
      return () -> {
        finished.countDown();
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
          // The hook is what called us; it goes on by itself.
        }
      };
    };
  }
}
