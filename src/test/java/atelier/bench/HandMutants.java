package atelier.bench;

import static atelier.Await.await;

import atelier.config.Settings;
import atelier.event.EventCodec;
import atelier.project.MutationScore;
import atelier.project.Project;
import atelier.sandbox.SandboxFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Puts faults that a person chose into delivered projects, one at a time, and counts how many the
 * project's own checks and examples notice, beside the score of the small faults of the studio.
 */
final class HandMutants {
  private static final Path EDITS = Path.of("src/test/resources/proof/hand-mutants.yaml");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long MEMORY_BYTES = 512L << 20;

  private HandMutants() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    try {
      EvidenceReplay replay = new EvidenceReplay(
          await(SandboxFactory.create(
              vertx, new Settings.Runner("auto", TIMEOUT, MEMORY_BYTES, false))),
          TIMEOUT);
      for (JsonNode sample : new YAMLMapper().readTree(Files.readString(EDITS))) {
        measure(sample, replay);
      }
    } finally {
      await(vertx.close());
    }
  }

  private static void measure(JsonNode sample, EvidenceReplay replay)
      throws IOException, InterruptedException {
    String name = sample.path("project").asString();
    Project project = delivered(name);
    Map<String, String> files = project.acceptedContents();
    replay.noticedBy(project, files).ifPresent(check -> {
      throw new IllegalStateException(name + " as delivered fails " + check);
    });
    System.out.printf("%n%s%n", name);
    int noticed = 0;
    for (JsonNode edit : sample.path("edits")) {
      Optional<String> by = replay.noticedBy(project, edited(files, edit));
      noticed += by.isPresent() ? 1 : 0;
      System.out.printf(
          "  %-40s %-10s %s%n",
          edit.path("what").asString(),
          edit.path("file").asString(),
          by.map(check -> "noticed by " + check).orElse("NOT NOTICED"));
    }
    MutationScore score = Objects.requireNonNull(project.mutationScore());
    int edits = sample.path("edits").size();
    System.out.printf(
        "by hand %d of %d (%d %%), small faults of the studio %d of %d (%d %%)%n",
        noticed,
        edits,
        100 * noticed / edits,
        score.killed(),
        score.tried(),
        100 * score.killed() / score.tried());
  }

  private static Project delivered(String name) throws IOException, InterruptedException {
    Project project = Project.empty(name);
    for (String line : RecordedProject.build(name)) {
      project = project.apply(EventCodec.decode(line));
    }
    return project;
  }

  private static Map<String, String> edited(Map<String, String> files, JsonNode edit) {
    String path = edit.path("file").asString();
    String from = edit.path("from").asString();
    String content = files.getOrDefault(path, "");
    int at = content.indexOf(from);
    if (at < 0 || content.indexOf(from, at + 1) >= 0) {
      throw new IllegalStateException(path + " does not contain exactly once: " + from);
    }
    Map<String, String> edited = new HashMap<>(files);
    edited.put(
        path,
        content.substring(0, at)
            + edit.path("to").asString()
            + content.substring(at + from.length()));
    return edited;
  }
}
