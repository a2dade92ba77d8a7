package atelier.llm;

import atelier.llm.LlmFailure.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * Decides from the reason that a server gives for the end of an answer whether the answer is whole.
 * Servers name the normal end in many ways ({@code stop}, {@code eos}, {@code STOP}, {@code
 * end_turn}, {@code tool_calls}), so only the other ends are listed.
 */
final class FinishReason {
  private static final Set<String> LENGTH = Set.of(
      "length",
      "max_length",
      "max_tokens",
      "max_output_tokens",
      "max_completion_tokens",
      "model_length",
      "token_limit",
      "context_length",
      "model_context_window_exceeded");
  private static final Set<String> FILTERED = Set.of(
      "content_filter",
      "content_filtered",
      "refusal",
      "safety",
      "recitation",
      "blocklist",
      "prohibited_content",
      "guardrail_intervened");
  private static final Set<String> BROKEN_OFF = Set.of(
      "error",
      "abort",
      "aborted",
      "cancelled",
      "canceled",
      "timeout",
      "network_error",
      "insufficient_system_resource",
      "load",
      "unload");

  private FinishReason() {}

  /** Ends the answer as the reason says; an empty reason is a normal end. */
  static void apply(String reason, CompletionStream answer) {
    String lowerCase = reason.toLowerCase(Locale.ROOT);
    if (LENGTH.contains(lowerCase)) {
      answer.finishTruncated();
    } else if (FILTERED.contains(lowerCase)) {
      answer.fail(Kind.REFUSED, "the model or the server's filter refused to answer");
    } else if (BROKEN_OFF.contains(lowerCase)) {
      answer.fail(Kind.TRUNCATED, "the server broke the answer off: \"" + lowerCase + "\"");
    } else {
      answer.finish();
    }
  }
}
