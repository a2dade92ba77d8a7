package atelier.cli.context;

import atelier.config.Settings;
import atelier.language.Toolchains;
import atelier.llm.Llm;
import atelier.sandbox.Sandbox;
import atelier.scan.Scanner;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * What a node works with, to be looked at without starting one.
 *
 * @param scanner loads the library, and throws where it cannot be loaded
 */
public record DoctorSubjects(
    Llm llm, Toolchains toolchains, Sandbox sandbox, Supplier<Scanner> scanner) {
  /** Lays them out. */
  @FunctionalInterface
  public interface Factory {
    DoctorSubjects create(Vertx vertx, Settings settings);
  }
}
