package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess;
import atelier.rig.GitCommand;
import atelier.rig.ServedNode;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.ScriptedProjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** More projects than a node has places for. */
@Timeout(180)
final class QueueIT {
  @TempDir
  private Path folder;

  private static String notes(int files) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      all.add("{\"path\":\"note" + i + ".txt\",\"description\":\"a note\"}");
    }
    return "{\"summary\":\"notes\",\"files\":[" + String.join(",", all) + "],"
        + ScriptedProjects.NOTES_CHECK + "}";
  }

  private static String answer(FakeOllama.Ask ask, int files) {
    return ask.role().equals("architect")
        ? notes(files)
        : "Commit: Write " + ask.file() + "\n\n```\nnote\n```\n";
  }

  /** The projects in the order in which a model was first asked for them. */
  private static List<String> begun(FakeOllama model) {
    return model.calls.stream()
        .sorted(Comparator.comparingLong(FakeOllama.Call::begunNs))
        .map(FakeOllama.Call::project)
        .distinct()
        .toList();
  }

  @Test
  void whatHasNoPlaceIsQueuedAndBeginsOldestFirst() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    try (FakeOllama model = new FakeOllama(
            ask -> {
              try {
                held.await(60, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return answer(ask, 1);
            },
            0);
        ServedNode node =
            new ServedNode(folder, model, "--set", "projects=1", "--set", "llm.slots=4")) {
      List<String> ids = List.of("p-1", "p-2", "p-3", "p-4");
      for (String id : ids) {
        node.answer("submit", "notes", "--id", id);
      }
      JsonNode queued = node.answer("list", "--status", "queued").path("projects");
      assertThat(queued.valueStream().map(row -> row.path("id").asString()))
          .containsExactly("p-4", "p-3", "p-2");
      assertThat(node.get("/api/cluster").path("waiting").path("projects").asInt())
          .isEqualTo(3);

      // Nothing is there yet, and that can be cloned too.
      GitCommand.cloneTo(folder.resolve("early"), node.url() + "/git/p-4.git");

      held.countDown();
      for (String id : ids) {
        assertThat(node.type("watch", id).exit()).isEqualTo(0);
      }
      assertThat(begun(model)).isEqualTo(ids);
    }
  }

  @Test
  void oneBigProjectDoesNotStarveASmallOne() throws Exception {
    try (FakeOllama model =
            new FakeOllama(ask -> answer(ask, ask.project().equals("big") ? 60 : 1), 400);
        ServedNode node = new ServedNode(folder, model)) {
      node.answer("submit", "sixty notes", "--id", "big");
      try (AtelierProcess big = node.begin("watch", "big")) {
        big.next("code_ready");
        assertThat(node.type("submit", "a note", "--id", "small", "--watch").exit())
            .isEqualTo(0);
        assertThat(node.status("big")).isEqualTo("running");
      }
    }
  }
}
