package atelier.role;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Diagnostic;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.Usage;
import atelier.language.CheckReport;
import atelier.language.Toolchains;
import atelier.project.Project;
import atelier.schedule.ScriptedTools;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ValidatorTest {
  private static Project append(Project project, Event event) {
    return project.apply(EventCodec.seal(
        "p", project.seq() + 1, Instant.EPOCH, "n", "validator", event, project.hash()));
  }

  private static Project written(String... paths) {
    Project project = append(Project.empty("p"), new FeatureRequested("s", false));
    project =
        append(project, new InfraReady(List.of("m"), List.of(), "box", 3, false, Optional.of(2)));
    List<FilePlan> plans =
        List.of(plan("settled.py"), plan("pending.py"), plan("app.py"), plan("other.py"));
    project = append(
        project,
        new BlueprintReady(new Blueprint("s", List.of(), plans, List.of(), List.of()), Usage.NONE));
    for (String path : paths) {
      project = append(project, new CodeReady(path, 1, 1, "x = 1\n", "m", Usage.NONE));
    }
    return project;
  }

  private static FilePlan plan(String path) {
    return new FilePlan(path, "d", List.of(), "");
  }

  @Test
  void namesTheFilesOfWhichAnotherVersionIsPending() {
    Project project = written("settled.py", "app.py", "other.py");
    project = append(project, new ValidationPassed("settled.py", 1, "syntax", List.of()));
    project = append(project, new AuditPassed("settled.py", 1, List.of()));
    project = append(project, new FileValidated("settled.py", 1));

    Validator.Check check = new Validator()
        .dueTasks(project)
        .filter(task -> task.file().equals("app.py"))
        .findFirst()
        .orElseThrow();

    assertThat(check.unsettledPaths()).containsExactlyInAnyOrder("pending.py", "other.py");
  }

  @Test
  void aVersionThatPassesKeepsItsWarnings() {
    Diagnostic warning = new Diagnostic(1, 1, "may be intended");
    CheckReport report = new CheckReport(CheckReport.Level.SYNTAX, List.of(), List.of(warning));
    Toolchains warns = (Toolchains) Proxy.newProxyInstance(
        Toolchains.class.getClassLoader(),
        new Class<?>[] {Toolchains.class},
        (proxy, method, arguments) -> Future.succeededFuture(report));
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    Tools tools = new Tools(
        "n",
        scripted.llm(),
        scripted.prompts(),
        scripted.scanner(),
        warns,
        scripted.sandbox(),
        scripted.prober(),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        new Tools.RolePolicy(
            3, false, "A <a@b>", false, Duration.ofSeconds(1), Tools.ProofPolicy.DEFAULT),
        passing -> {});
    Validator.Check check =
        new Validator.Check("p", "a.py", 1, Map.of("a.py", ""), List.of(), Set.of(), Map.of(), 0);

    assertThat(await(new Validator().perform(check, tools)))
        .containsExactly(new ValidationPassed("a.py", 1, "syntax", List.of(warning)));
  }
}
