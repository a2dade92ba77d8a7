package atelier.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A fact about a project, in the past tense. Its name on the wire is the record's name in
 * snake_case; a component called {@code file} stands beside {@code data} there, all others in it.
 * Renaming a record or a component changes the format of every journal: see {@code EventCodec}.
 */
public sealed interface Event {
  /** The file it is about; empty where it is about none. */
  default String file() {
    return "";
  }

  /** A person asked for a project, or more in it; {@code key} is the {@code Idempotency-Key}. */
  record FeatureRequested(
      String spec, boolean approve, @AddedInLaterVersion String key) implements Event {
    public FeatureRequested(String spec, boolean approve) {
      this(spec, approve, "");
    }
  }

  /**
   * The node's models and tools were found fit to work.
   *
   * @param sandbox the kind that will run generated code; {@code none} and {@code off} are kinds
   * @param retries repairs of one file before it is left to a person
   * @param fallback whether another model stands by for files that the first one fails at
   */
  record InfraReady(
      List<String> models, List<String> toolchains, String sandbox, int retries, boolean fallback)
      implements Event {
    public InfraReady {
      models = List.copyOf(models);
      toolchains = List.copyOf(toolchains);
    }
  }

  /** No model can answer; {@code remedy} says what a person can do about it. */
  record InfraError(String reason, String remedy) implements Event {}

  /** The Architect wants something looked up before it designs. */
  record ResearchRequest(String question) implements Event {}

  /** What was found for a question; an empty text is a normal result. */
  record ResearchProduced(String question, String source, String url, String text)
      implements Event {}

  /** A blueprint was accepted. */
  record BlueprintReady(
      @JsonUnwrapped Blueprint blueprint, @JsonUnwrapped Usage usage) implements Event {}

  /** A blueprint was refused; the reason goes back to the model. */
  record BlueprintRejected(
      int attempt, String reason, @JsonUnwrapped Usage usage) implements Event {}

  /** The blueprint waits for a person. */
  record ApprovalRequested() implements Event {}

  /** A person accepted the blueprint, possibly after editing it. */
  record Approved(Blueprint blueprint) implements Event {}

  /** An agent took a task in hand. */
  record TaskStarted(String task, String file) implements Event {}

  /** A task ended in a bug of ours, not in an expected failure. */
  record TaskFailed(String task, String file, String reason) implements Event {}

  /**
   * A version of a file was written.
   *
   * @param message the commit message that came with it; empty where the model gave none
   */
  record CodeReady(
      String file,
      int attempt,
      int bytes,
      String content,
      String message,
      @JsonUnwrapped Usage usage)
      implements Event {}

  /** A model's answer could not be taken as a file: cut off, empty, or a placeholder. */
  record AnswerRejected(
      String file,
      int attempt,
      String reason,
      @JsonUnwrapped Usage usage) implements Event {}

  /**
   * Nothing that could check this version found a fault.
   *
   * @param level {@code toolchain}, {@code syntax}, or {@code none}: nothing here could check it
   */
  record ValidationPassed(String file, int attempt, String level, List<Diagnostic> diagnostics)
      implements Event {
    public ValidationPassed {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** A checker refused this version. */
  record ValidationFailed(String file, int attempt, String level, List<Diagnostic> diagnostics)
      implements Event {
    public ValidationFailed {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** The scanner found nothing that blocks. */
  record AuditPassed(String file, int attempt, List<Finding> findings) implements Event {
    public AuditPassed {
      findings = List.copyOf(findings);
    }
  }

  /** The scanner found something that must be mended first. */
  record AuditFailed(String file, int attempt, List<Finding> findings) implements Event {
    public AuditFailed {
      findings = List.copyOf(findings);
    }
  }

  /** How to mend a finding; the Writer is given it with its next try. */
  record SuggestionOffered(String file, int attempt, String rule, String suggestion)
      implements Event {}

  /**
   * A version does not declare what the blueprint's contract promises to other files. It informs:
   * a contract is prose, and the checks decide.
   *
   * @param missing the promised names
   */
  record ContractDrifted(String file, int attempt, List<String> missing) implements Event {
    public ContractDrifted {
      missing = List.copyOf(missing);
    }
  }

  /** A version was validated and audited clean: it is the accepted one. */
  record FileValidated(String file, int attempt) implements Event {}

  /** A file ran as it should; {@code note} says how that was judged. */
  record ExecutionSuccess(
      String file, int attempt, @JsonUnwrapped Evidence evidence, String note) implements Event {}

  /**
   * A file ran and failed.
   *
   * @param cause the file that must be mended: itself, or one that it uses
   */
  record ExecutionFailure(
      String file, int attempt, String cause, @JsonUnwrapped Evidence evidence, String note)
      implements Event {}

  /**
   * A file was not run.
   *
   * @param runnable whether it is a program at all: if so, its run is missing from the evidence
   */
  record ExecutionSkipped(String file, int attempt, boolean runnable, String reason, String tree)
      implements Event {}

  /** An acceptance check exited with 0. */
  record CheckPassed(String name, @JsonUnwrapped Evidence evidence) implements Event {}

  /**
   * An acceptance check failed.
   *
   * @param cause the file that must be mended; empty where none was found
   */
  record CheckFailed(
      String name, String cause, @JsonUnwrapped Evidence evidence) implements Event {}

  /** An acceptance check could not be run here. */
  record CheckSkipped(String name, String reason, String tree) implements Event {}

  /** An accepted version stands in Git. */
  record Committed(String file, int attempt, String commit, String message, String author)
      implements Event {}

  /**
   * A model could not be asked, or answered with a fault.
   *
   * @param kind the name of an {@code LlmFailure.Kind}
   * @param lasting whether asking again by itself would be in vain
   */
  record LlmError(String task, String file, String kind, boolean lasting, String reason)
      implements Event {}

  /** An agent gave up on a file; a person is needed. */
  record AgentSurrender(String file, int attempts, String reason) implements Event {}

  /** A person gave advice for a file. */
  record HintGiven(String file, String text) implements Event {}

  /** A person wants what failed to be tried again. */
  record RetryRequested() implements Event {}

  /** What the failures on the way taught; {@code text} is the body of LESSONS_LEARNED.md. */
  record LessonsLearned(String text, List<Lesson> lessons) implements Event {
    public LessonsLearned {
      lessons = List.copyOf(lessons);
    }
  }

  /**
   * The project needs a person.
   *
   * @param cause {@code surrender}, {@code infrastructure}, {@code blueprint} or {@code poison}
   */
  record Paused(String cause, String reason) implements Event {}

  /** A person called it off. */
  record Cancelled(String reason) implements Event {}

  /**
   * Nodes had agreed on two histories of this project; this one stays. What people asked for in the
   * other, which is kept aside where it was, follows here.
   *
   * @param from the first {@code seq} in which they differed; {@code entries} gave way, the last of
   *     them {@code node}'s, with the hash {@code head}
   * @param restores of each of the {@code wishes} that follow, the hash of what it stands for
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
   * The end of a feature.
   *
   * @param status {@code succeeded}, {@code unverified} or {@code failed}
   * @param waiting how many further features are begun now, one after the other
   */
  record ProjectFinished(String status, String reason, int waiting) implements Event {}
}
