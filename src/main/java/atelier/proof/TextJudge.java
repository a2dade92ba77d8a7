package atelier.proof;

import atelier.event.ExpectedText;
import atelier.event.FailedTest;
import atelier.sandbox.ProbeReport.StepReport;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares one text with what an example expects of it. */
final class TextJudge {
  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(100)
              .maxNumberLength(10_000)
              .build())
          .build())
      .build();
  private static final int MAX_SHOWN_CHARS = 600;
  private static final double MAX_RELATIVE_ERROR = 1e-9;

  private final String name;
  private final List<StepReport> steps;
  private final List<FailedTest> differences;

  /** Adds what differs to {@code differences}; {@code steps} are those that a text may equal. */
  TextJudge(String name, List<StepReport> steps, List<FailedTest> differences) {
    this.name = name;
    this.steps = steps;
    this.differences = differences;
  }

  static FailedTest difference(String name, String where, String expected, String actual) {
    return new FailedTest(name, "", 0, where, expected, actual);
  }

  void compare(String where, ExpectedText expected, String printed) {
    String text = withoutByteOrderMark(printed);
    String actual = expected.toString().contains("\r") ? text : text.replace("\r\n", "\n");
    expected
        .equals()
        .filter(whole -> !withoutLastLineEnd(whole).equals(withoutLastLineEnd(actual)))
        .ifPresent(whole -> add(where, "exactly " + shown(whole), actual));
    expected.contains().stream()
        .filter(part -> !actual.contains(part))
        .forEach(part -> add(where, "text that contains " + shown(part), actual));
    expected
        .matches()
        .filter(pattern -> !TextPattern.matches(pattern, actual))
        .ifPresent(pattern -> add(where, "a match of " + shown(pattern), actual));
    expected
        .empty()
        .filter(empty -> empty != actual.isBlank())
        .ifPresent(empty -> add(where, empty ? "nothing" : "some text", actual));
    expected.sameAs().ifPresent(stream -> {
      String other = streamOf(stream);
      if (!withoutLastLineEnd(other).equals(withoutLastLineEnd(actual))) {
        add(where, "the same as " + stream + ", " + shown(other), actual);
      }
    });
    expected.json().ifPresent(json -> compareJson(where, json, actual));
  }

  void compareJson(String where, JsonNode expected, String actual) {
    try {
      if (!isSubset(expected, MAPPER.readTree(withoutByteOrderMark(actual)))) {
        add(where, "JSON with " + shown(expected.toString()), actual);
      }
    } catch (JacksonException notJson) {
      add(where, "JSON with " + shown(expected.toString()), actual);
    }
  }

  /**
   * Whether all of {@code expected} is in {@code actual}: members of objects by name, elements of
   * arrays by position and number, numbers by value.
   */
  static boolean isSubset(JsonNode expected, JsonNode actual) {
    if (expected.isObject()) {
      return actual.isObject()
          && expected.properties().stream()
              .allMatch(member -> actual.has(member.getKey())
                  && isSubset(member.getValue(), actual.get(member.getKey())));
    }
    if (expected.isArray()) {
      boolean same = actual.isArray() && expected.size() == actual.size();
      for (int i = 0; same && i < expected.size(); i++) {
        same = isSubset(expected.get(i), actual.get(i));
      }
      return same;
    }
    return (expected.isNumber() && actual.isNumber())
        ? isSameNumber(expected, actual)
        : expected.equals(actual);
  }

  /** Fractions are compared as doubles are printed: 0.1 + 0.2 is 0.3. */
  private static boolean isSameNumber(JsonNode expected, JsonNode actual) {
    if (expected.isIntegralNumber() && actual.isIntegralNumber()) {
      return expected.bigIntegerValue().equals(actual.bigIntegerValue());
    }
    double wanted = expected.doubleValue();
    return Math.abs(wanted - actual.doubleValue()) <= Math.abs(wanted) * MAX_RELATIVE_ERROR;
  }

  private void add(String where, String expected, String actual) {
    differences.add(difference(name, where, expected, shown(actual)));
  }

  /** The stream that a name such as {@code 1.stdout} stands for; the parser has checked it. */
  private String streamOf(String stream) {
    int dot = stream.indexOf('.');
    int index = Integer.parseInt(stream.substring(0, dot)) - 1;
    if (index >= steps.size()) {
      return "";
    }
    return stream.endsWith("stderr")
        ? steps.get(index).stderr()
        : steps.get(index).stdout();
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static String withoutLastLineEnd(String text) {
    String unix = text.replace("\r\n", "\n");
    return unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
  }

  static String shown(String text) {
    String cut = text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "…";
    return text.isEmpty() ? "nothing" : "\"" + cut + "\"";
  }
}
