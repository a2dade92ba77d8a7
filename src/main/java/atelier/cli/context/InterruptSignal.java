package atelier.cli.context;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notifies a command of Ctrl-C or SIGTERM. */
@FunctionalInterface
public interface InterruptSignal {
  /** Runs {@code action} on a signal until the registration is closed. */
  Registration onInterrupt(Runnable action);

  /** A command that stops cleanly on a signal; it closes the registration when it has stopped. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** The signals of this process, which stays alive until the command has stopped, at most 25 s. */
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
        } catch (IllegalStateException shutdownInProgress) {
          // The hook itself closes the registration.
        }
      };
    };
  }
}
