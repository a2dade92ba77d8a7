package atelier.sandbox;

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
    ObjectNode times = json.putObject("limits");
    times.put("stepMs", limits.step().toMillis());
    limits.stepCpu().ifPresent(cpu -> times.put("stepCpuMs", cpu.toMillis()));
    times.put("startMs", limits.start().toMillis());
    times.put("totalMs", limits.total().toMillis());
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
