package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess;
import atelier.rig.AtelierProcess.Ended;
import atelier.rig.GitCommand;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.ScriptedProjects;
import atelier.rig.model.ShopScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The jar as a process against a scripted model: the whole way from a spec to a repository. */
final class StudioIT {
  @TempDir
  private Path folder;

  private AtelierProcess run(FakeOllama model, String... more) throws Exception {
    return start(model, "shop", ShopScript.SPEC, more);
  }

  private AtelierProcess start(FakeOllama model, String id, String spec, String... more)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(
        "run",
        spec,
        "--project",
        id,
        "--json",
        "--data",
        folder.resolve("data").toString(),
        "--set",
        "llm.endpoint=" + model.url(),
        "--set",
        "llm.model=scripted"));
    words.addAll(List.of(more));
    return AtelierProcess.start(folder, words.toArray(String[]::new));
  }

  private Path repository() {
    return folder.resolve("data/projects/shop");
  }

  @Test
  void sixFilesWithFourFaultsBecomeAProvenRepository() throws Exception {
    try (FakeOllama model = new FakeOllama(ShopScript::answer, 0);
        AtelierProcess process = run(model, "--set", "llm.slots=2")) {
      Ended ended = process.finish();

      assertThat(ended.exit()).as(ended.story()).isEqualTo(0);
      assertThat(ended.types())
          .contains(
              "feature_requested",
              "infra_ready",
              "blueprint_ready",
              "task_started",
              "code_ready",
              "answer_rejected",
              "validation_failed",
              "audit_failed",
              "suggestion_offered",
              "file_validated",
              "execution_failure",
              "execution_success",
              "check_passed",
              "committed",
              "lessons_learned")
          .endsWith("project_finished");
      assertThat(
              ended.events().get(ended.events().size() - 1).at("/data/status").asString())
          .isEqualTo("succeeded");
      assertSeqWithoutGap(ended.events());
      assertRepository();
    }
  }

  private static void assertSeqWithoutGap(List<JsonNode> events) {
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).path("seq").asLong()).isEqualTo(i + 1);
    }
  }

  private void assertRepository() throws Exception {
    assertThat(GitCommand.lines(repository(), "status", "--porcelain")).isEmpty();
    assertThat(GitCommand.lines(repository(), "fsck", "--strict"))
        .noneMatch(line -> line.contains("error"));
    List<String> subjects = GitCommand.lines(repository(), "log", "--reverse", "--format=%s");
    assertThat(subjects)
        .contains("Write item.py", "Write cart.py", "Write main.py", "Write README.md")
        .last()
        .isEqualTo("Record the outcome");
    assertThat(subjects.stream().filter("Write main.py"::equals)).hasSize(2);
    assertThat(String.join("\n", GitCommand.lines(repository(), "log", "--format=%B")))
        .contains("Atelier-Project: shop", "Atelier-Event: ", "Atelier-Attempt: 2");
    assertThat(Files.readString(repository().resolve("MANIFEST.md")))
        .contains("**succeeded**", "unit tests", "passed (exit 0)");
    assertThat(Files.readString(repository().resolve("LESSONS_LEARNED.md")))
        .contains("Call with arguments");
  }

  @Test
  void killedTenTimesItMakesTheSameCommitsAndNoneTwice() throws Exception {
    long seed = Long.getLong("seed", 20_261_124L);
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> seen = new HashSet<>();
    try (FakeOllama model = new FakeOllama(ShopScript::answer, 40)) {
      for (int kill = 0; kill < 10; kill++) {
        try (AtelierProcess process = run(model, "--set", "llm.slots=2")) {
          for (int left = 1 + random.nextInt(8); left > 0; left--) {
            JsonNode event = process.next();
            if (event != null) {
              assertThat(seen.add(event.path("seq").asString()))
                  .as("seed %d", seed)
                  .isTrue();
            }
          }
          process.kill();
        }
      }
      try (AtelierProcess process = run(model, "--set", "llm.slots=2")) {
        Ended ended = process.finish();

        assertThat(ended.exit()).as("seed %d: %s", seed, ended.story()).isEqualTo(0);
      }
    }
    assertRepository();
    List<String> versions =
        GitCommand.lines(repository(), "log", "--format=%(trailers:key=Atelier-Event)");
    List<String> events = versions.stream().filter(line -> !line.isBlank()).toList();
    assertThat(events).doesNotHaveDuplicates().hasSize(8);
  }

  @Test
  void aFileThatCannotBeMendedIsLeftToAPersonWithoutAWordOfSuccess() throws Exception {
    FakeOllama.Script stubborn =
        (role, file, attempt) -> role.equals("writer") && file.equals("cart.py")
            ? "```python\ndef add(:\n    pass  # " + attempt + "\n```"
            : ShopScript.answer(role, file, Math.max(attempt, role.equals("writer") ? 2 : 1));
    try (FakeOllama model = new FakeOllama(stubborn, 0);
        AtelierProcess process = run(model, "--set", "llm.slots=2")) {
      Ended ended = process.finish();

      assertThat(ended.exit()).as(ended.story()).isEqualTo(1);
      assertThat(ended.types()).contains("agent_surrender", "paused");
      assertThat(ended.types()).doesNotContain("project_finished");
      assertThat(model.calls.stream().filter(call -> call.file().equals("cart.py")))
          .hasSizeLessThanOrEqualTo(4);
      assertThat(ended.story().toLowerCase(Locale.ROOT))
          .contains("cart.py")
          .doesNotContain("success", "succeeded");
      assertThat(Files.readString(repository().resolve("MANIFEST.md")).toLowerCase(Locale.ROOT))
          .contains("**paused**")
          .doesNotContain("success", "succeeded");
    }
  }

  @Test
  void aFurtherWishGoesOnInTheSameRepository() throws Exception {
    FakeOllama.Script both = (role, file, attempt) -> role.equals("architect") && attempt == 2
        ? "{\"files\":[{\"path\":\"discount.py\",\"description\":\"discounts\","
            + "\"uses\":[\"cart.py\"],\"contract\":\"discount(cart, percent)\"}]}"
        : file.equals("discount.py")
            ? "Commit: Add discounts\n\n```\ndef discount(cart, percent):\n"
                + "    return cart.total() * (100 - percent) // 100\n```"
            : ShopScript.answer(role, file, attempt);
    try (FakeOllama model = new FakeOllama(both, 0)) {
      try (AtelierProcess first = run(model, "--set", "llm.slots=2")) {
        assertThat(first.finish().exit()).isEqualTo(0);
      }
      try (AtelierProcess second = start(model, "shop", "also give discounts")) {
        Ended ended = second.finish();

        assertThat(ended.exit()).as(ended.story()).isEqualTo(0);
        assertThat(ended.of("code_ready").map(event -> event.path("file").asString()))
            .containsExactly("discount.py");
        assertThat(ended.of("check_passed")).hasSize(2);
      }
    }
    assertThat(GitCommand.lines(repository(), "log", "--format=%s", "-3"))
        .containsExactly("Record the outcome", "Add discounts", "Record the outcome");
    assertThat(GitCommand.lines(repository(), "status", "--porcelain")).isEmpty();
  }

  @Test
  void whatCannotBeRunIsNeverCalledASuccess() throws Exception {
    try (FakeOllama model = new FakeOllama(ShopScript::answer, 0);
        AtelierProcess process = run(model, "--no-run")) {
      Ended ended = process.finish();

      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.types()).contains("check_skipped").doesNotContain("execution_success");
      assertThat(ended.of("project_finished").map(end -> end.at("/data/status").asString()))
          .containsExactly("unverified");
      assertThat(ended.story()).contains("unverified").doesNotContain("success");
    }
  }

  @Test
  void filesThatDoNotDependOnEachOtherAreWrittenAsFarAsSlotsAllow() throws Exception {
    for (int slots : new int[] {1, 4}) {
      try (FakeOllama model = new FakeOllama(StudioIT::dozen, 1_000);
          AtelierProcess process =
              start(model, "notes" + slots, "twelve notes", "--set", "llm.slots=" + slots)) {
        Ended ended = process.finish();

        List<FakeOllama.Call> written =
            model.calls.stream().filter(call -> call.role().equals("writer")).toList();
        long begunNs =
            written.stream().mapToLong(FakeOllama.Call::begunNs).min().orElseThrow();
        long endedNs =
            written.stream().mapToLong(FakeOllama.Call::endedNs).max().orElseThrow();
        double seconds = (endedNs - begunNs) / 1e9;
        assertThat(written).as(ended.story()).hasSize(12);
        assertThat(model.mostAtOnce.get()).isEqualTo(slots);
        assertThat(seconds)
            .isGreaterThanOrEqualTo(slots == 1 ? 12.0 : 3.0)
            .isLessThan(slots == 1 ? 20.0 : 4.5);
      }
    }
  }

  private static String dozen(String role, String file, int attempt) {
    if (role.equals("writer")) {
      return "Commit: Add " + file + "\n\n```\nnote\n```\n";
    }
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      files.add("{\"path\":\"note" + i + ".txt\",\"description\":\"a note\"}");
    }
    return "{\"summary\":\"notes\",\"files\":[" + String.join(",", files) + "],"
        + ScriptedProjects.NOTES_CHECK + "}";
  }
}
