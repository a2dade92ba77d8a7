package atelier.cli.context;

import atelier.config.Settings;
import atelier.language.Toolchains;
import atelier.llm.Llm;
import atelier.sandbox.Sandbox;
import atelier.scan.Scanner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The components that {@code doctor} checks, created without starting a node.
 *
 * @param scanner loads the native library; throws if it cannot be loaded
 * @param dataProblem says why a node does not start with its data; empty if it does
 */
public record DoctorSubjects(
    Llm llm,
    Toolchains toolchains,
    Sandbox sandbox,
    Supplier<Scanner> scanner,
    Supplier<Optional<String>> dataProblem) {
  /** Deletes what the checks made outside of this machine. */
  public Future<Void> close() {
    return sandbox.close();
  }

  /** Creates the components from the settings. */
  @FunctionalInterface
  public interface Factory {
    DoctorSubjects create(Vertx vertx, Settings settings);
  }
}
