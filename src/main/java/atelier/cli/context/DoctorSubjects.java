package atelier.cli.context;

import atelier.config.Settings;
import atelier.language.Toolchains;
import atelier.llm.Llm;
import atelier.packages.EcosystemState;
import atelier.sandbox.Sandbox;
import atelier.sandbox.ToolchainSurvey;
import atelier.scan.Scanner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The components that {@code doctor} checks, created without starting a node.
 *
 * @param packages what can be installed, and where toolchains are
 * @param scanner loads the native library; throws if it cannot be loaded
 * @param dataProblem says why a node does not start with its data; empty if it does
 */
public record DoctorSubjects(
    Llm llm,
    Toolchains toolchains,
    Sandbox sandbox,
    Installable packages,
    Supplier<Scanner> scanner,
    Supplier<Optional<String>> dataProblem) {
  /**
   * What this machine has and can have.
   *
   * @param ecosystems says which packages can be installed
   * @param toolchains says where toolchains are, given the tools that jobs find; blocking
   */
  public record Installable(
      Supplier<Future<List<EcosystemState>>> ecosystems,
      Function<List<String>, ToolchainSurvey> toolchains) {
    /** Nothing is known. */
    public static final Installable UNKNOWN =
        new Installable(() -> Future.succeededFuture(List.of()), tools -> ToolchainSurvey.UNKNOWN);
  }

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
