package atelier.schedule;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Entry;
import atelier.event.Event.VerifyRequested;
import atelier.event.EventCodec;
import atelier.event.ProofEvent.CheckFailed;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import atelier.llm.Prompt;
import atelier.message.Ownership;
import atelier.project.Project;
import atelier.project.Status;
import atelier.role.Tools;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A verification by agents of every role, while the model cannot be reached. */
final class VerificationRunTest {
  private final Vertx vertx = Vertx.vertx();
  private final Ownership ownership = Ownership.alone("n");
  private final SimulatedJournal journal =
      new SimulatedJournal(new SplittableRandom(1), 0, entry -> {});
  private final StudioService studio = new StudioService(vertx, journal, ownership);
  private final BlockingQueue<Project> ends = new LinkedBlockingQueue<>();
  private final AtomicBoolean modelIsDown = new AtomicBoolean();
  private final AtomicInteger callsWhileDown = new AtomicInteger();
  private final AtomicBoolean checksFail = new AtomicBoolean();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Project awaitEnd() throws InterruptedException {
    Project end = ends.poll(30, TimeUnit.SECONDS);
    assertThat(end).isNotNull();
    return end;
  }

  /** Builds a project, then stops the model and requests a verification, maybe one that fails. */
  private void buildAndVerify(boolean failing) throws InterruptedException {
    SchedulerVerticle scheduler =
        new SchedulerVerticle(journal, ownership, 64, paths -> Optional.empty(), project -> {
          if (project.status().isEnded() || project.status() == Status.PAUSED) {
            ends.add(project);
          }
        });
    await(Agents.deploy(
        vertx, journal, ownership, scheduler, tools(), Map.of(), role -> new ModelSlots("", 2)));
    await(studio.createOrExtend("shop", "a shop", false));
    assertThat(awaitEnd().status()).isEqualTo(Status.SUCCEEDED);
    modelIsDown.set(true);
    checksFail.set(failing);
    await(studio.verify("shop"));
  }

  private Tools tools() {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    return new Tools(
        scripted.node(),
        new Unreachable(scripted.llm()),
        scripted.prompts(),
        scripted.scanner(),
        scripted.toolchains(),
        new FailingSandbox(scripted.sandbox()),
        scripted.prober(),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        scripted.policy(),
        scripted.liveMessages());
  }

  /** A model that does not answer once it is down. */
  private final class Unreachable implements Llm {
    private final Llm model;

    Unreachable(Llm model) {
      this.model = model;
    }

    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      return modelIsDown.get() ? refuse() : model.complete(prompt, progress);
    }

    @Override
    public Future<List<Health>> health() {
      return modelIsDown.get() ? refuse() : model.health();
    }

    private <T> Future<T> refuse() {
      callsWhileDown.incrementAndGet();
      return Future.failedFuture(new LlmFailure(LlmFailure.Kind.TRANSPORT, "refused"));
    }
  }

  /** A sandbox in which the check "end" fails at last, with output that names no file. */
  private final class FailingSandbox implements Sandbox {
    private final Sandbox sandbox;

    FailingSandbox(Sandbox sandbox) {
      this.sandbox = sandbox;
    }

    @Override
    public String name() {
      return sandbox.name();
    }

    @Override
    public String unavailableReason() {
      return sandbox.unavailableReason();
    }

    @Override
    public Future<JobResult> run(Job job) {
      return checksFail.get() && job.command().get(0).equals("check2")
          ? Future.succeededFuture(
              new JobResult(JobResult.End.EXITED, 3, 1, "expired\n", "expired\n", "hash"))
          : sandbox.run(job);
    }
  }

  private List<Entry> entriesOfVerification() {
    List<Entry> all = await(journal.read("shop", 0, 1_000));
    int start = 0;
    while (!(all.get(start).event() instanceof VerifyRequested)) {
      start++;
    }
    return all.subList(start, all.size());
  }

  @Test
  void succeedsWhileTheModelIsDown() throws Exception {
    buildAndVerify(false);

    Project verified = awaitEnd();
    assertThat(verified.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(callsWhileDown).hasValue(0);
    assertThat(entriesOfVerification().stream().map(Entry::agent))
        .containsOnly("user", "runner", "clerk");
    assertThat(entriesOfVerification().stream().map(entry -> EventCodec.typeName(entry.event())))
        .contains("execution_success", "check_passed", "control_passed", "mutants_tried")
        .endsWith("project_finished");
  }

  @Test
  void aCheckThatFailsEndsItWithoutARepair() throws Exception {
    buildAndVerify(true);

    Project verified = awaitEnd();
    assertThat(verified.status()).isEqualTo(Status.FAILED);
    assertThat(verified.reason()).isEqualTo("verification: check \"end\" failed (exit 3)");
    assertThat(verified.checkResult("unit").isProof()).isTrue();
    assertThat(callsWhileDown).hasValue(0);
    assertThat(entriesOfVerification())
        .filteredOn(entry -> entry.event() instanceof CheckFailed)
        .singleElement()
        .extracting(entry -> ((CheckFailed) entry.event()).cause())
        .isEqualTo("");
    assertThat(verified.files().values()).allMatch(file -> file.attempts() == 1);

    checksFail.set(false);
    await(studio.verify("shop"));
    assertThat(awaitEnd().status()).isEqualTo(Status.SUCCEEDED);
  }
}
