package atelier.llm;

import org.jspecify.annotations.Nullable;

/**
 * One prompt for a model, with the most stable part first so that a server can cache it.
 *
 * @param project for the {@code x-atelier-project} header
 * @param role the name of the calling role, for routing and the {@code x-atelier-role} header
 * @param purpose what the call is for, for the {@code x-atelier-purpose} header
 * @param file the file it is about; empty if it is about none
 * @param attempt counts from 1, for the {@code x-atelier-attempt} header
 * @param system the system prompt: the same for every prompt of a role
 * @param context the part that is the same, byte for byte, for all files of a project; may be empty
 * @param task the task of this call
 * @param schema the JSON Schema of the answer, as JSON text; null for plain text
 * @param maxTokens the maximum length of the answer
 * @param temperature 0 to 1; not sent to providers that do not accept it
 * @param seed different for each attempt; not sent to providers that do not accept it
 * @param fallback whether to skip the first model and start with the first of the fallback chain
 */
public record Prompt(
    String project,
    String role,
    Purpose purpose,
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
  /** Creates a prompt for a short plain-text answer: no context, no schema, first attempt. */
  public static Prompt plainText(
      String project,
      String role,
      Purpose purpose,
      String file,
      String system,
      String task,
      int maxTokens) {
    return new Prompt(
        project, role, purpose, file, 1, system, "", task, null, maxTokens, 0.2, 1, false);
  }

  /** Returns context and task as one message, for servers that accept a single user message. */
  String userMessage() {
    return context.isEmpty() ? task : context + "\n\n" + task;
  }
}
