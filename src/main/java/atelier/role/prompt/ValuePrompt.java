package atelier.role.prompt;

import atelier.event.FilePlan;
import atelier.proof.MaskedAssertion;
import java.util.List;

/**
 * The prompt that asks which value a test must expect. It shows neither what the test expects nor
 * what the code gives, so that the answer depends on the spec and the contracts alone.
 *
 * @param specs the specs of all features, oldest first
 * @param plans the plans of the files that the test exercises
 */
public record ValuePrompt(List<String> specs, List<FilePlan> plans, MaskedAssertion assertion) {
  /** The text of the prompt. */
  public String text() {
    return source() + "\n\n# A test, with one value hidden\n" + Fenced.text(assertion.code())
        + "\n# The question\nWhich value must stand at " + MaskedAssertion.MASK
        + "?\nAnswer {\"quote\": \"words of the spec or of a contract\", \"value\": \"…\"}.\n";
  }

  /** What an answer may quote. */
  public String source() {
    StringBuilder text = new StringBuilder("# The spec\n").append(String.join("\n\n", specs));
    if (!plans.isEmpty()) {
      text.append("\n\n# The contracts\n");
      plans.forEach(plan -> text.append(plan.path())
          .append(": ")
          .append(plan.description())
          .append(plan.contract().isEmpty() ? "" : " Contract: " + plan.contract())
          .append('\n'));
    }
    return text.toString();
  }
}
