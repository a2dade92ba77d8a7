package atelier.role;

import atelier.event.DiagnosisEvent.CauseFound;
import atelier.event.Event.ProjectFinished;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.llm.Prompt;
import atelier.project.Outcome;
import atelier.project.Status;
import atelier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A row of {@code failing.yaml} that was played, and what was found.
 *
 * @param culprits those at fault: files, {@code check NAME}, {@code example NAME}, or {@code
 *     environment}
 */
record FailingRun(JsonNode row, Set<String> culprits, FailingProject played) {
  /** The rows whose tools are installed. */
  static List<JsonNode> rows() throws IOException {
    return new YAMLMapper()
        .readTree(Files.readString(Path.of("src/test/resources/proof/failing.yaml")))
        .valueStream()
        .filter(row -> isInstalled(row.path("tool").asString("")))
        .toList();
  }

  private static boolean isInstalled(String tool) {
    return tool.isEmpty()
        || Stream.of("/usr/bin", "/bin", "/usr/local/bin", "/usr/local/go/bin")
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  static FailingRun play(
      JsonNode row,
      BiFunction<FailingModels, Prompt, String> model,
      Sandbox sandbox,
      RealSandbox real) {
    FailingModels models = new FailingModels(row);
    FailingProject played = new FailingProject(row, prompt -> model.apply(models, prompt));
    return new FailingRun(row, models.culprits(), played.play(sandbox, real.toolchains()));
  }

  String name() {
    return row.path("name").asString();
  }

  /** Who was found to be at fault. */
  Set<String> named() {
    Set<String> names = new TreeSet<>();
    played.events(CauseFound.class).stream()
        .filter(cause -> !cause.fault().equals("unknown"))
        .map(cause -> cause.fault().equals("check")
            ? "check " + cause.example()
            : cause.cause().isEmpty() ? "nobody of " + cause.fault() : cause.cause())
        .forEach(names::add);
    played.events(ExampleFailed.class).forEach(failed -> names.add(failed.cause()));
    played.events(ExecutionFailure.class).forEach(failed -> names.add(failed.cause()));
    played.events(EnvironmentLacking.class).forEach(lack -> names.add("environment"));
    played
        .events(ExampleWithdrawn.class)
        .forEach(example -> names.add("example " + example.name()));
    names.remove("");
    return names;
  }

  boolean isRight() {
    return named().equals(culprits);
  }

  boolean isWrong() {
    return !culprits.containsAll(named());
  }

  /** Nothing fails any more; without what the machine does not have, nothing is verified. */
  boolean isSolved() {
    return culprits.contains("environment")
        ? Outcome.of(played.project())
                .map(ProjectFinished::status)
                .equals(Optional.of("unverified"))
            || played.project().status() == Status.UNVERIFIED
        : played.works();
  }

  List<String> rightFilesChanged() {
    return played.changedFiles().stream()
        .filter(file -> !culprits.contains(file))
        .toList();
  }

  @Override
  public String toString() {
    return "\n== " + name() + ": at fault " + culprits + ", found " + named() + played;
  }
}
