package atelier.role;

import atelier.event.LiveMessage;
import atelier.knowledge.Knowledge;
import atelier.language.Toolchains;
import atelier.llm.Llm;
import atelier.project.PathRule;
import atelier.research.Research;
import atelier.role.prompt.SystemPrompts;
import atelier.sandbox.Sandbox;
import atelier.scan.Scanner;
import atelier.workspace.Workspace;
import java.time.Duration;
import java.util.function.Consumer;

/** What a node lends its agents. */
public record Tools(
    String node,
    Llm llm,
    SystemPrompts prompts,
    Scanner scanner,
    Toolchains toolchains,
    Sandbox sandbox,
    Workspace workspace,
    PathRule paths,
    Research research,
    Knowledge knowledge,
    RolePolicy policy,
    Consumer<LiveMessage> liveMessages) {
  /**
   * The settings that a role goes by.
   *
   * @param retries repairs of one file before it is left to a person
   * @param hasFallbackModel whether another model stands by
   * @param author {@code Name <address>} of commits
   * @param askForCommitMessages whether a commit without a message is worth asking a model
   * @param runTimeout wall time of one run of generated code
   */
  public record RolePolicy(
      int retries, boolean hasFallbackModel, String author, boolean askForCommitMessages, Duration runTimeout) {}
}
