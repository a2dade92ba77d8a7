package atelier.bench;

import static atelier.Await.await;

import atelier.event.CheckPlan;
import atelier.event.Example;
import atelier.project.Project;
import atelier.proof.ExampleJudge;
import atelier.proof.ExamplePlans;
import atelier.proof.TestTools;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.NativeProber;
import atelier.sandbox.Sandbox;
import atelier.sandbox.TimeLimit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Runs all checks and examples of a project on other files than the delivered ones. */
final class EvidenceReplay {
  private final Sandbox sandbox;
  private final NativeProber prober;
  private final TimeLimit limit;

  EvidenceReplay(Sandbox sandbox, Duration timeout) {
    if (!sandbox.unavailableReason().isEmpty()) {
      throw new IllegalStateException(sandbox.unavailableReason());
    }
    this.sandbox = sandbox;
    prober = new NativeProber(sandbox);
    limit = TimeLimit.ofWall(timeout);
  }

  /** The first check or example that fails on these files; empty if all pass. */
  Optional<String> noticedBy(Project project, Map<String, String> files) {
    for (CheckPlan check : project.checkPlans()) {
      if (fails(check, files)) {
        return Optional.of("check \"" + check.name() + "\"");
      }
    }
    for (Example example : project.examples().inForce()) {
      var report = await(prober.play(ExamplePlans.of(example, limit), files));
      if (!ExampleJudge.differences(example, report).isEmpty()) {
        return Optional.of("example \"" + example.name() + "\"");
      }
    }
    return Optional.empty();
  }

  private boolean fails(CheckPlan check, Map<String, String> files) {
    JobResult result = await(sandbox.run(
        new Job(TestTools.reporting(check.command()), files, TestTools.ENVIRONMENT, limit)));
    return !result.succeeded() || TestTools.parse(result.output()).failed() > 0;
  }
}
