package atelier.llm;

import org.jspecify.annotations.Nullable;

/**
 * One question to a model, most stable part first, so that a server's prompt cache serves it.
 *
 * @param project for the {@code x-atelier-project} header
 * @param role the asking role's name, for routing and the {@code x-atelier-role} header
 * @param file the file it is about; empty where it is about none
 * @param attempt counts from 1, for the {@code x-atelier-attempt} header
 * @param system who the model is: the same for every prompt of a role
 * @param context what is the same for all files of a project, byte for byte; may be empty
 * @param task what is wanted now
 * @param schema a JSON Schema (as JSON text) the answer must have the shape of; null for plain text
 * @param maxTokens the answer's bound
 * @param temperature 0 to 1; providers that take none leave it out
 * @param seed for providers that take one: differs from attempt to attempt
 * @param fallback true: skip the first model and ask the first of the fallback chain
 */
public record Prompt(
    String project,
    String role,
    String file,
    int attempt,
    String system,
    String context,
    String task,
    @Nullable String schema,
    int maxTokens,
    double temperature,
    long seed,
    boolean fallback) {
  /** A small question: plain text, nothing shared with others, asked once. */
  public static Prompt brief(
      String project, String role, String file, String system, String task, int maxTokens) {
    return new Prompt(project, role, file, 1, system, "", task, null, maxTokens, 0.2, 1, false);
  }

  /** All that is said after the system's part, for servers that take it in one piece. */
  String question() {
    return context.isEmpty() ? task : context + "\n\n" + task;
  }
}
