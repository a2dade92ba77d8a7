package atelier.packages;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ecosystems a machine can install, and why not the others. */
final class EcosystemChecksTest {
  /** A machine with tools, on which the question for pip ends with a code. */
  private record Machine(List<String> found, int exit) implements Sandbox {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Future<List<String>> tools() {
      return Future.succeededFuture(found);
    }

    @Override
    public Future<JobResult> run(Job job) {
      return Future.succeededFuture(new JobResult(JobResult.End.EXITED, exit, 1, "", "", ""));
    }
  }

  private static String problem(String ecosystem, List<EcosystemState> states) {
    return states.stream()
        .filter(state -> state.ecosystem().equals(ecosystem))
        .map(EcosystemState::problem)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachEcosystemNeedsItsClient() {
    Machine machine = new Machine(List.of("cargo 0.66.0", "npm 9.2.0", "python3 3.11.2"), 1);

    List<EcosystemState> states = await(EcosystemChecks.of("on", machine));

    assertThat(problem("npm", states)).isEmpty();
    assertThat(problem("cargo", states)).contains("older than 1.68");
    assertThat(problem("pip", states)).isEqualTo("pip is not installed");
    assertThat(problem("maven", states)).isEqualTo("mvn is not installed");
    assertThat(states)
        .filteredOn(state -> state.ecosystem().equals("pip"))
        .extracting(EcosystemState::remedy)
        .containsExactly("apt install python3-venv");
  }

  @Test
  void theSettingDecidesForAll() {
    Machine machine = new Machine(List.of("npm 9.2.0", "python3 3.11.2"), 0);

    assertThat(problem("pip", await(EcosystemChecks.of("on", machine)))).isEmpty();
    assertThat(await(EcosystemChecks.of("off", machine))).noneMatch(EcosystemState::isReady);
    assertThat(problem("pip", await(EcosystemChecks.of("ask", machine))))
        .contains("packages.mode is ask");
    assertThat(await(EcosystemChecks.of("on", new Machine(List.of(), 0)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cargo 0.66.0, true",
    "cargo 1.67.1, true",
    "cargo 1.68.0, false",
    "cargo 2.0, false",
    "cargo, false"
  })
  void oldCargosCannotReadARegistry(String cargo, boolean old) {
    assertThat(EcosystemChecks.isOld(cargo)).isEqualTo(old);
  }
}
