package atelier.llm;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters that a server refused for one model. Later requests leave them out or rename them;
 * prompts contain what a refused schema would say. Any thread may use it.
 */
final class RejectedParameters {
  /** Each refusal can name one parameter more. */
  static final int MAX_RETRIES = 8;

  private static final String LENGTH = "max_tokens";
  private static final String RENAMED_LENGTH = "max_completion_tokens";
  private static final int MIN_LENGTH = 256;
  private static final int MAX_MESSAGE_CHARS = 2_000;
  private static final Set<Integer> REFUSALS = Set.of(0, 400, 405, 415, 422, 501);
  private static final Pattern UNSUPPORTED = Pattern.compile(
      "support|unknown|unrecognized|unexpected|extra|permitted|grammar|schema",
      Pattern.CASE_INSENSITIVE);
  /** A list of what is supported names parameters that are not the cause. */
  private static final Pattern SUPPORTED_LIST =
      Pattern.compile("(?is)\\b(supported|allowed|accepted|valid|permitted|expected) (\\w+ )?"
          + "(parameters|params|arguments|fields|keys|names|values)\\b.*");

  private static final String SCHEMA = "json.?schema|structured.?output|grammar|\\bschema\\b";

  /** A parameter, the words of a refusal that name it, and how to leave it out. */
  private record Parameter(String name, Pattern words, Consumer<ObjectNode> removal) {
    Parameter(String name, String words, Consumer<ObjectNode> removal) {
      this(name, Pattern.compile(words, Pattern.CASE_INSENSITIVE), removal);
    }

    Parameter(String name, String words) {
      this(name, words, body -> remove(body, name));
    }

    /** Returns whether the removal changes that body. */
    boolean isIn(ObjectNode body) {
      ObjectNode copy = body.deepCopy();
      removal.accept(copy);
      return !copy.equals(body);
    }
  }

  private static final List<Parameter> PARAMETERS = List.of(
      new Parameter(LENGTH, "\\bmax_tokens\\b", body -> {
        JsonNode tokens = body.remove(LENGTH);
        if (tokens != null) {
          body.set(RENAMED_LENGTH, tokens);
        }
      }),
      new Parameter(RENAMED_LENGTH, "\\bmax_completion_tokens\\b"),
      new Parameter("temperature", "\\btemperature\\b"),
      new Parameter("seed", "\\bseed\\b"),
      new Parameter("stream_options", "stream_options|include_usage"),
      new Parameter("response_format", "response.?format|" + SCHEMA),
      new Parameter("output_config", "output_(config|format)|" + SCHEMA),
      new Parameter("format", "\\bformat\\b|" + SCHEMA),
      new Parameter("think", "\\bthink(ing)?\\b"),
      new Parameter("keep_alive", "\\bkeep_alive\\b"),
      new Parameter("truncate", "\\btruncate\\b"),
      new Parameter("shift", "\\bshift\\b"),
      new Parameter("ttl", "\\bttl\\b", body -> removeEverywhere(body, "ttl")),
      new Parameter(
          "cache_control", "cache_control", body -> removeEverywhere(body, "cache_control")));

  private final Set<String> rejected = ConcurrentHashMap.newKeySet();
  private volatile int maxLength = Integer.MAX_VALUE;

  /** Changes the body of a request to what the server is known to accept. */
  ObjectNode adapt(ObjectNode body) {
    PARAMETERS.stream()
        .filter(parameter -> rejected.contains(parameter.name()))
        .forEach(parameter -> parameter.removal().accept(body));
    for (String name : List.of(LENGTH, RENAMED_LENGTH)) {
      if (body.path(name).asInt(0) > maxLength) {
        body.put(name, maxLength);
      }
    }
    return body;
  }

  /**
   * Remembers the parameters that a refusal names.
   *
   * @param sent the body that was refused
   * @return the names of the parameters to change; empty if it names none that was sent
   */
  List<String> learn(ObjectNode sent, ErrorReply refusal) {
    String message = SUPPORTED_LIST.matcher(message(refusal)).replaceAll("");
    boolean refused = REFUSALS.contains(refusal.status())
        || (refusal.status() >= 500 && UNSUPPORTED.matcher(message).find());
    if (!refused) {
      return List.of();
    }
    String named = namedPaths(refusal.json()).collect(Collectors.joining(" "));
    List<Parameter> found = find(named, sent);
    found = found.isEmpty() ? find(message, sent) : found;
    if (found.stream().anyMatch(parameter -> isLength(parameter.name()))) {
      int allowed = allowedLength(message, sent);
      if (allowed > 0) {
        maxLength = Math.min(maxLength, allowed);
        return List.of(LENGTH);
      }
    }
    List<String> names = new ArrayList<>(found.stream().map(Parameter::name).toList());
    rejected.addAll(names);
    return names;
  }

  private static boolean isLength(String name) {
    return name.equals(LENGTH) || name.equals(RENAMED_LENGTH);
  }

  private static List<Parameter> find(String text, ObjectNode sent) {
    return PARAMETERS.stream()
        .filter(
            parameter -> parameter.isIn(sent) && parameter.words().matcher(text).find())
        .toList();
  }

  /** Returns the parameters that an error object names in fields of their own. */
  private static Stream<String> namedPaths(JsonNode json) {
    Stream<String> parameter =
        Stream.of(json.at("/error/param").asString(""), json.path("param").asString(""));
    JsonNode details = json.path("detail");
    Stream<String> locations = details.isArray()
        ? details.valueStream().map(detail -> detail.path("loc").toString())
        : Stream.of();
    return Stream.concat(parameter, locations).filter(text -> !text.isEmpty());
  }

  private static String message(ErrorReply refusal) {
    String message = refusal.message();
    return message.substring(0, Math.min(MAX_MESSAGE_CHARS, message.length()));
  }

  /** Returns the limit that a message gives for the length of an answer; 0 if it gives none. */
  private static int allowedLength(String message, ObjectNode sent) {
    int asked = Math.max(sent.path(LENGTH).asInt(0), sent.path(RENAMED_LENGTH).asInt(0));
    int allowed = 0;
    Matcher numbers = Pattern.compile("(?<![\\w.-])[0-9]{3,7}(?![\\w-])").matcher(message);
    while (numbers.find()) {
      int number = Integer.parseInt(numbers.group());
      allowed = number < asked && number >= MIN_LENGTH ? Math.max(allowed, number) : allowed;
    }
    return allowed;
  }

  /** Removes a parameter from a body, and from the {@code options} of Ollama. */
  private static void remove(ObjectNode body, String name) {
    body.remove(name);
    if (body.path("options") instanceof ObjectNode options) {
      options.remove(name);
    }
  }

  private static void removeEverywhere(JsonNode node, String name) {
    if (node instanceof ObjectNode object) {
      object.remove(name);
    }
    node.forEach(child -> removeEverywhere(child, name));
  }
}
