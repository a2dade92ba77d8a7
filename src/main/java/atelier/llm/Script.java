package atelier.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Recorded answers: {@link Rehearsal} replays them, {@code run --record} writes them.
 *
 * @param spec the spec for which they were recorded
 */
public record Script(String spec, List<Line> answers) {
  private static final YAMLMapper YAML = YAMLMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(YAMLWriteFeature.LITERAL_BLOCK_STYLE)
      .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
      .disable(YAMLWriteFeature.SPLIT_LINES)
      .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
      .build();

  /**
   * One answer.
   *
   * @param role the calling role
   * @param purpose what the call is for; null in lines for a role's first purpose, such as {@code
   *     blueprint} for the Architect
   * @param file the file it is about; empty for none
   * @param attempt counts from 1
   */
  public record Line(
      String role, @Nullable String purpose, String file, int attempt, String text) {}

  public Script {
    answers = List.copyOf(answers);
  }

  /**
   * Reads a script.
   *
   * @throws IllegalArgumentException if it is not a script; the message contains {@code name}
   */
  static Script read(String yaml, String name) {
    try {
      return YAML.readValue(yaml, Script.class);
    } catch (JacksonException | NullPointerException e) {
      throw new IllegalArgumentException(
          "script " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  public String toYaml() {
    return YAML.writeValueAsString(this);
  }
}
