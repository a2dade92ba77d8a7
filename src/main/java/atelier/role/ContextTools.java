package atelier.role;

import atelier.cancel.Cancellation;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.packages.EcosystemState;
import atelier.packages.InstallResult;
import atelier.packages.PackageRequest;
import atelier.packages.Packages;
import atelier.sandbox.ForwardingSandbox;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.ProbePlan;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.Prober;
import atelier.sandbox.Sandbox;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Brings what models and programs return to the context of an agent, so that its role reads
 * untrusted text on its own worker thread, whichever thread the result arrives on; and stops it
 * when the task is cancelled.
 */
final class ContextTools {
  private final Context context;
  private final Cancellation cancellation;

  ContextTools(Context context, Cancellation cancellation) {
    this.context = context;
    this.cancellation = cancellation;
  }

  /** Fails as soon as the task is cancelled: the role does not wait for what is being stopped. */
  private <T> Future<T> bring(Supplier<Future<T>> call) {
    if (cancellation.isCancelled()) {
      return Future.failedFuture(Cancellation.exception());
    }
    Promise<T> promise = Promise.promise();
    cancellation.whileRunning(
        promise.future(),
        () -> context.runOnContext(turn -> promise.tryFail(Cancellation.exception())));
    call.get()
        .onComplete(ended -> context.runOnContext(turn -> {
          if (ended.succeeded()) {
            promise.tryComplete(ended.result());
          } else {
            promise.tryFail(ended.cause());
          }
        }));
    return promise.future();
  }

  Llm llm(Llm llm) {
    return new Llm() {
      @Override
      public Future<Completion> complete(Prompt prompt, Progress progress) {
        return bring(() -> llm.complete(prompt, progress.until(cancellation)));
      }

      @Override
      public Future<List<Health>> health() {
        return bring(llm::health);
      }
    };
  }

  Prober prober(Prober given) {
    Prober prober = given.until(cancellation);
    return new Prober() {
      @Override
      public String unavailableReason() {
        return prober.unavailableReason();
      }

      @Override
      public Future<ProbeReport> play(ProbePlan plan, Map<String, String> files) {
        return bring(() -> prober.play(plan, files));
      }

      @Override
      public Future<ProbeReport> playAlone(ProbePlan plan, Map<String, String> files) {
        return bring(() -> prober.playAlone(plan, files));
      }
    };
  }

  Packages packages(Packages given) {
    Packages packages = given.until(cancellation);
    return new Packages() {
      @Override
      public Future<InstallResult> install(PackageRequest request) {
        return bring(() -> packages.install(request));
      }

      @Override
      public Future<List<EcosystemState>> ecosystems() {
        return bring(packages::ecosystems);
      }

      @Override
      public Future<Void> restore(Map<String, String> files) {
        return bring(() -> packages.restore(files));
      }
    };
  }

  Sandbox sandbox(Sandbox sandbox) {
    return new ArrivingSandbox(sandbox);
  }

  /** A sandbox whose results arrive on the context. */
  private final class ArrivingSandbox extends ForwardingSandbox {
    ArrivingSandbox(Sandbox sandbox) {
      super(sandbox);
    }

    @Override
    public Future<List<String>> tools() {
      return bring(target()::tools);
    }

    @Override
    public Future<List<String>> missingVersions(Map<String, String> files) {
      return bring(() -> target().missingVersions(files));
    }

    @Override
    public Future<List<String>> otherVersions() {
      return bring(target()::otherVersions);
    }

    @Override
    public Future<JobResult> run(Job job) {
      return bring(() -> target().run(job.until(cancellation)));
    }

    @Override
    public Sandbox forProject(String project) {
      return new ArrivingSandbox(target().forProject(project));
    }
  }
}
