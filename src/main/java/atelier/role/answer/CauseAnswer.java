package atelier.role.answer;

import atelier.proof.Suspect;
import atelier.proof.Suspect.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads who is at fault, by a model's answer. */
public final class CauseAnswer {
  private static final int MAX_WHY_CHARS = 400;
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private CauseAnswer() {}

  /** The JSON Schema of the answer; {@code files} are those that it may name. */
  public static String schema(Collection<String> files) {
    String paths = files.stream()
        .map(MAPPER::writeValueAsString)
        .collect(Collectors.joining(",", "[\"\",", "]"));
    return "{\"type\":\"object\",\"properties\":{\"why\":{\"type\":\"string\"},"
        + "\"fault\":{\"type\":\"string\",\"enum\":[\"code\",\"test\",\"check\",\"example\","
        + "\"environment\"]},\"file\":{\"type\":\"string\",\"enum\":"
        + (files.isEmpty() ? "[\"\"]" : paths)
        + "}},\"required\":[\"why\",\"fault\",\"file\"],\"additionalProperties\":false}";
  }

  /**
   * Parses an answer.
   *
   * @param files the files that may be named
   * @return empty if the answer names no fault, or no file where one is needed
   */
  public static Optional<Suspect> parse(String answer, List<String> files) {
    JsonNode object =
        JsonAnswer.find(answer, "fault", found -> found.has("fault") ? 0 : -1).object();
    if (object == null) {
      return Optional.empty();
    }
    String named = object.path("file").asString("").strip().replaceFirst("^\\./", "");
    String file = files.contains(named) ? named : "";
    String why = object.path("why").asString("").strip();
    String text = why.length() <= MAX_WHY_CHARS ? why : why.substring(0, MAX_WHY_CHARS) + "…";
    return Fault.fromWireName(object.path("fault").asString("").strip().toLowerCase(Locale.ROOT))
        .filter(fault -> !needsFile(fault) || !file.isEmpty())
        .map(fault -> new Suspect(fault, needsFile(fault) ? file : "", text));
  }

  private static boolean needsFile(Fault fault) {
    return fault == Fault.CODE || fault == Fault.TEST;
  }
}
