package atelier.workspace;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.ExamplesRejected;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.Usage;
import atelier.journal.MemoryJournal;
import atelier.project.Outcome;
import atelier.project.Project;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A project in a journal, and workspaces that make repositories of it. */
abstract class GitWorkspaceFixture {
  static final String AUTHOR = "Atelier GitBot <gitbot@atelier.local>";

  final Vertx vertx = Vertx.vertx();

  final MemoryJournal journal = new MemoryJournal();

  Project project = Project.empty("p");

  @TempDir
  Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  final GitWorkspace workspace(String name) {
    return new GitWorkspace(vertx, journal, folder.resolve(name));
  }

  final void append(String agent, Event event) {
    var entry = EventCodec.seal(
        "p",
        project.seq() + 1,
        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(project.seq()),
        "n",
        agent,
        event,
        project.hash());
    await(journal.append(List.of(entry)));
    project = project.apply(entry);
  }

  final void startFeature(String... paths) {
    append("user", new FeatureRequested("spec", false));
    append("environment", new InfraReady(List.of(), List.of(), "", 3, false));
    append(
        "architect",
        new BlueprintReady(
            new Blueprint(
                "s",
                List.of(),
                Arrays.stream(paths)
                    .map(path -> new FilePlan(path, "d", List.of(), ""))
                    .toList(),
                List.of(),
                List.of()),
            Usage.NONE));
  }

  final Workspace.Version acceptVersion(String path, int attempt, String content) {
    append("writer", new CodeReady(path, attempt, 1, content, "Write it", Usage.NONE));
    append("validator", new ValidationPassed(path, attempt, "syntax", List.of()));
    append("auditor", new AuditPassed(path, attempt, List.of()));
    append("clerk", new FileValidated(path, attempt));
    var version = project.pendingCommits().get(0).version();
    return new Workspace.Version(
        "p", path, attempt, content, version.acceptedAt(), version.seq(), "Write " + path, AUTHOR);
  }

  final void commitVersion(GitWorkspace workspace, String path, int attempt, String content) {
    String id = await(workspace.prepareCommit(acceptVersion(path, attempt, content)));
    append("gitbot", new Committed(path, attempt, id, "Write " + path, AUTHOR));
    await(workspace.update("p"));
  }

  final void finishProject(GitWorkspace workspace) {
    for (int answer = 1; answer <= 3; answer++) {
      append("architect", new ExamplesRejected(answer, "no", Usage.NONE));
    }
    append("clerk", Outcome.of(project).orElseThrow());
    await(workspace.update("p"));
  }

  static List<String> git(Path repository, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(0);
    return output.lines().toList();
  }
}
