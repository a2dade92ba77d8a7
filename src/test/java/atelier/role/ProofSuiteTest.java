package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.event.Event.ProjectFinished;
import atelier.project.CheckResult;
import atelier.project.Outcome;
import atelier.sandbox.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Projects that are wrong on purpose must not succeed; right ones must. In the real sandbox. */
@Tag("slow")
final class ProofSuiteTest {
  private static RealSandbox real;

  @BeforeAll
  static void open() {
    real = RealSandbox.open();
    // The first job of Go fills the build cache, which takes minutes.
    real.sandbox()
        .run(new Job(List.of("go", "version"), Map.of(), Duration.ofSeconds(20)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @AfterAll
  static void close() {
    real.close();
  }

  private static Stream<JsonNode> projects(String file) throws IOException {
    return new YAMLMapper()
        .readTree(Files.readString(Path.of("src/test/resources/proof", file)))
        .valueStream();
  }

  static Stream<JsonNode> wrong() throws IOException {
    return projects("wrong.yaml");
  }

  static Stream<JsonNode> attacks() throws IOException {
    return projects("attacks.yaml");
  }

  static Stream<JsonNode> right() throws IOException {
    return projects("right.yaml");
  }

  private static ProvenProject play(JsonNode project) {
    return new ProvenProject(project).run(real.sandbox(), real.toolchains());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongProjectDoesNotSucceed(JsonNode project) {
    ProvenProject played = play(project);
    Optional<ProjectFinished> end = Outcome.of(played.project());

    String reason = project.path("reason").asString("");
    if (reason.equals("example")) {
      assertThat(end).as(played.toString()).isEmpty();
      assertThat(played.project().examples().results().values())
          .as(played.toString())
          .anyMatch(CheckResult::failed);
    } else if (reason.equals("repair")) {
      assertThat(end).isEmpty();
      assertThat(Stream.concat(
              played.project().checks().values().stream(),
              Stream.ofNullable(played.project().startResult())))
          .as(played.toString())
          .anyMatch(CheckResult::failed);
    } else {
      assertThat(end.orElseThrow().status()).as(played.toString()).isEqualTo("unverified");
      assertThat(end.orElseThrow().reason()).as(played.toString()).contains(reason);
    }
  }

  /** Found by attacking: whatever holds such a project, it does not succeed. */
  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackDoesNotSucceed(JsonNode project) {
    ProvenProject played = play(project);

    assertThat(Outcome.of(played.project()).map(ProjectFinished::status))
        .as(played.toString())
        .isNotEqualTo(Optional.of("succeeded"));
  }

  @ParameterizedTest
  @MethodSource("right")
  void aRightProjectSucceeds(JsonNode project) {
    String tool = project.path("tool").asString("");
    boolean installed = Stream.of("/usr/bin", "/usr/local/bin", "/usr/local/go/bin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    assumeTrue(installed, tool + " is not installed under /usr");

    ProvenProject played = play(project);
    assertThat(Outcome.of(played.project()).map(ProjectFinished::status))
        .as(played.toString())
        .contains("succeeded");
    assertThat(List.copyOf(played.project().files().values()))
        .noneMatch(file -> file.needsWriting());
  }
}
