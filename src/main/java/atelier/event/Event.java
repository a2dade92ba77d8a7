package atelier.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/**
 * A fact about a project, named in the past tense. Its type name in JSON is the record's name in
 * snake_case; the component {@code file} is written next to {@code data}, all others inside it.
 * Renaming a record or a component changes the format of every journal: see {@code EventCodec}.
 */
public sealed interface Event
    permits ReviewEvent,
        SetupEvent,
        DiagnosisEvent,
        ProofEvent,
        Event.FeatureRequested,
        Event.InfraReady,
        Event.InfraError,
        Event.ResearchRequest,
        Event.ResearchProduced,
        Event.BlueprintReady,
        Event.BlueprintRejected,
        Event.ApprovalRequested,
        Event.Approved,
        Event.TaskStarted,
        Event.TaskFailed,
        Event.CodeReady,
        Event.AnswerRejected,
        Event.LlmError,
        Event.AgentSurrender,
        Event.HintGiven,
        Event.RetryRequested,
        Event.VerifyRequested,
        Event.LessonsLearned,
        Event.Paused,
        Cancelled,
        Event.ForkHealed,
        Event.ProjectFinished {
  /** The file that the event is about; empty if none. */
  default String file() {
    return "";
  }

  /** A person requested a project or a change to it; {@code key}: the {@code Idempotency-Key}. */
  record FeatureRequested(
      String spec, boolean approve, @AddedInLaterVersion String key) implements Event {
    public FeatureRequested(String spec, boolean approve) {
      this(spec, approve, "");
    }
  }

  /**
   * The node's models and tools are ready.
   *
   * @param sandbox the kind of sandbox for generated code; may be {@code none here} or {@code off}
   * @param retries the number of repairs of one file before a person is asked
   * @param fallback whether another model is configured for files that the first fails at
   * @param repeats how often a check must pass on the same files; empty in older lines
   * @param sandboxLevel {@code full}, {@code partial} or {@code none}; empty in older lines
   * @param sandboxReasons what it does not prevent, or why it does not work
   */
  record InfraReady(
      List<String> models,
      List<String> toolchains,
      String sandbox,
      int retries,
      boolean fallback,
      @AddedInLaterVersion Optional<Integer> repeats,
      @AddedInLaterVersion String sandboxLevel,
      @AddedInLaterVersion List<String> sandboxReasons)
      implements Event {
    public InfraReady {
      models = List.copyOf(models);
      toolchains = List.copyOf(toolchains);
      sandboxReasons = List.copyOf(sandboxReasons);
    }

    public InfraReady(
        List<String> models,
        List<String> toolchains,
        String sandbox,
        int retries,
        boolean fallback) {
      this(models, toolchains, sandbox, retries, fallback, Optional.empty());
    }

    public InfraReady(
        List<String> models,
        List<String> toolchains,
        String sandbox,
        int retries,
        boolean fallback,
        Optional<Integer> repeats) {
      this(models, toolchains, sandbox, retries, fallback, repeats, "", List.of());
    }
  }

  /** No model can answer; {@code remedy}: what a person can do about it. */
  record InfraError(String reason, String remedy) implements Event {}

  /** The Architect asked a question that must be answered before it designs. */
  record ResearchRequest(String question) implements Event {}

  /** The result for a research question; an empty text is a normal result. */
  record ResearchProduced(String question, String source, String url, String text)
      implements Event {}

  /** A blueprint was accepted. */
  record BlueprintReady(
      @JsonUnwrapped Blueprint blueprint, @JsonUnwrapped Usage usage) implements Event {}

  /** A blueprint was rejected; the reason is sent back to the model. */
  record BlueprintRejected(
      int attempt, String reason, @JsonUnwrapped Usage usage) implements Event {}

  /** The blueprint waits for approval by a person. */
  record ApprovalRequested() implements Event {}

  /**
   * A person approved the blueprint, possibly after editing it.
   *
   * @param examples the acceptance examples that are in force from now on; empty if the person did
   *     not edit them
   */
  record Approved(Blueprint blueprint, @AddedInLaterVersion Optional<List<Example>> examples)
      implements Event {
    public Approved(Blueprint blueprint) {
      this(blueprint, Optional.empty());
    }
  }

  /** An agent started a task. */
  record TaskStarted(String task, String file) implements Event {}

  /** A task failed because of a bug in Atelier, not an expected failure. */
  record TaskFailed(String task, String file, String reason) implements Event {}

  /**
   * A version of a file was written.
   *
   * @param message the commit message from the answer; empty if the model gave none
   * @param equivalent the small faults that no test can notice, as the model claims
   */
  record CodeReady(
      String file,
      int attempt,
      int bytes,
      String content,
      String message,
      @JsonUnwrapped Usage usage,
      @AddedInLaterVersion List<EquivalentMutant> equivalent)
      implements Event {
    public CodeReady {
      equivalent = List.copyOf(equivalent);
    }

    /** A version without such claims. */
    public CodeReady(
        String file, int attempt, int bytes, String content, String message, Usage usage) {
      this(file, attempt, bytes, content, message, usage, List.of());
    }
  }

  /** A model's answer did not contain a usable file: cut off, empty, or incomplete. */
  record AnswerRejected(
      String file,
      int attempt,
      String reason,
      @JsonUnwrapped Usage usage) implements Event {}

  /**
   * A call of a model failed.
   *
   * @param kind the name of an {@code LlmFailure.Kind}
   * @param lasting whether an automatic retry would be useless
   */
  record LlmError(String task, String file, String kind, boolean lasting, String reason)
      implements Event {}

  /** An agent gave up on a file; a person is needed. */
  record AgentSurrender(String file, int attempts, String reason) implements Event {}

  /** A person gave a hint for a file. */
  record HintGiven(String file, String text) implements Event {}

  /** A person requested a retry of everything that failed. */
  record RetryRequested() implements Event {}

  /** A person requested that all evidence of an ended project is produced again. */
  record VerifyRequested() implements Event {}

  /** Lessons from the failures; {@code text} is the body of LESSONS_LEARNED.md. */
  record LessonsLearned(String text, List<Lesson> lessons) implements Event {
    public LessonsLearned {
      lessons = List.copyOf(lessons);
    }
  }

  /**
   * The project is paused until a person acts.
   *
   * @param cause {@code surrender}, {@code infrastructure}, {@code blueprint}, {@code poison} or
   *     {@code limit}
   */
  record Paused(String cause, String reason) implements Event {}

  /**
   * Nodes had written two different histories of this project, and this one is kept. Requests of
   * people in the other history are repeated after this event; its file is kept on its node.
   *
   * @param from the first {@code seq} at which the histories differ; {@code entries} were
   *     discarded, the last one by {@code node} and with the hash {@code head}
   * @param wishes the number of requests that are repeated
   * @param restores the hash of the original entry of each repeated request
   */
  record ForkHealed(
      long from,
      int entries,
      String head,
      String node,
      int wishes,
      @AddedInLaterVersion List<String> restores)
      implements Event {
    public ForkHealed {
      restores = List.copyOf(restores);
    }
  }

  /**
   * A feature has ended.
   *
   * @param status {@code succeeded}, {@code unverified}, or {@code failed} after a verification
   * @param waiting the number of queued features, which are built next, one after the other
   * @param tree the hash of the accepted files; empty in lines written before controls existed
   * @param rules the version of the rules that decided the end; empty in lines written before there
   *     were acceptance examples
   */
  record ProjectFinished(
      String status,
      String reason,
      int waiting,
      @AddedInLaterVersion String tree,
      @AddedInLaterVersion Optional<Integer> rules)
      implements Event {
    public ProjectFinished(String status, String reason, int waiting, String tree) {
      this(status, reason, waiting, tree, Optional.empty());
    }
  }
}
