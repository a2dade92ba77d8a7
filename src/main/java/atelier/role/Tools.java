package atelier.role;

import atelier.cancel.Cancellation;
import atelier.event.LiveMessage;
import atelier.knowledge.Knowledge;
import atelier.language.Toolchains;
import atelier.llm.Llm;
import atelier.packages.Packages;
import atelier.project.PathRule;
import atelier.proof.BuildCommands;
import atelier.research.Research;
import atelier.role.prompt.SystemPrompts;
import atelier.sandbox.Prober;
import atelier.sandbox.Sandbox;
import atelier.sandbox.TimeLimit;
import atelier.scan.Scanner;
import atelier.workspace.Workspace;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The services and settings that a node provides to its agents. */
public record Tools(
    String node,
    Llm llm,
    SystemPrompts prompts,
    Scanner scanner,
    Toolchains toolchains,
    Sandbox sandbox,
    Prober prober,
    Packages packages,
    Workspace workspace,
    PathRule paths,
    Research research,
    Knowledge knowledge,
    RolePolicy policy,
    Consumer<LiveMessage> liveMessages) {
  /**
   * The same, but what models and programs return arrives on this context, and they are stopped
   * when the task that uses them is cancelled.
   */
  public Tools on(Context context, Cancellation cancellation) {
    ContextTools arriving = new ContextTools(context, cancellation);
    return new Tools(
        node,
        arriving.llm(llm),
        prompts,
        scanner,
        toolchains,
        arriving.sandbox(sandbox),
        arriving.prober(prober),
        arriving.packages(packages),
        workspace,
        paths,
        research,
        knowledge,
        policy,
        liveMessages);
  }

  /** Returns these tools with the sandbox of a project, see {@link Sandbox#forProject}. */
  public Tools forProject(String project) {
    return new Tools(
        node,
        llm,
        prompts,
        scanner,
        toolchains,
        sandbox.forProject(project),
        prober.forProject(project),
        packages,
        workspace,
        paths,
        research,
        knowledge,
        policy,
        liveMessages);
  }

  /**
   * The settings that affect what roles do.
   *
   * @param retries the number of repairs of one file before a person is asked
   * @param hasFallbackModel whether another model is configured for files that the first fails at
   * @param author the author of commits, as {@code Name <address>}
   * @param askForCommitMessages whether a model is asked for a missing commit message
   * @param runTimeout the limit of CPU time of one run of generated code
   * @param buildTimeout the same for a command that builds
   * @param proof how thoroughly evidence is made
   */
  public record RolePolicy(
      int retries,
      boolean hasFallbackModel,
      String author,
      boolean askForCommitMessages,
      Duration runTimeout,
      Duration buildTimeout,
      ProofPolicy proof) {
    /** The settings with the default limit for building. */
    public RolePolicy(
        int retries,
        boolean hasFallbackModel,
        String author,
        boolean askForCommitMessages,
        Duration runTimeout,
        ProofPolicy proof) {
      this(
          retries,
          hasFallbackModel,
          author,
          askForCommitMessages,
          runTimeout,
          Duration.ofMinutes(5),
          proof);
    }

    /** The time limit of a run of all these commands. */
    TimeLimit timeLimit(List<List<String>> commands) {
      return commands.stream().anyMatch(BuildCommands::builds)
          ? TimeLimit.ofCpu("runner.build-timeout", buildTimeout)
          : TimeLimit.ofCpu("runner.timeout", runTimeout);
    }
  }

  /**
   * How thoroughly evidence is made.
   *
   * @param maxMutants the number of mutants that are tried; 0 for none
   * @param mutantBudget the wall time for all mutants of one tree
   * @param repeats how often a check must pass on the same files
   */
  public record ProofPolicy(int maxMutants, Duration mutantBudget, int repeats) {
    /** The defaults of the settings. */
    public static final ProofPolicy DEFAULT = new ProofPolicy(20, Duration.ofMinutes(3), 2);
  }
}
