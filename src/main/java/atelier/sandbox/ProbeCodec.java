package atelier.sandbox;

import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes plans and reads reports as the JSON of {@code scanner/prober}. Pure. */
final class ProbeCodec {
  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build())
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private ProbeCodec() {}

  static String write(ProbePlan plan) {
    ProbePlan.Limits limits = plan.limits();
    ObjectNode json = MAPPER.valueToTree(plan);
    json.set(
        "limits",
        MAPPER.valueToTree(Map.of(
            "stepMs", limits.step().toMillis(),
            "startMs", limits.start().toMillis(),
            "totalMs", limits.total().toMillis())));
    return MAPPER.writeValueAsString(json);
  }

  /**
   * Reads a report.
   *
   * @throws tools.jackson.core.JacksonException if it is none
   */
  static ProbeReport read(String json) {
    return MAPPER.readValue(json, ProbeReport.class);
  }
}
