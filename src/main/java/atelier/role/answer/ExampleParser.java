package atelier.role.answer;

import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.project.PathRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses one example exactly, and collects all that is wrong with it. */
final class ExampleParser {
  private static final Set<String> EXAMPLE_KEYS = Set.of(
      "name", "quote", "files", "command", "stdin", "expect", "steps", "serve", "env", "requests");
  private static final Set<String> REQUEST_KEYS =
      Set.of("method", "path", "headers", "json", "body", "expect", "restart");
  private static final int MAX_STEPS = 20;
  private static final int MAX_REQUESTS = 50;
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private final String where;
  private final PathRule paths;
  private final Set<String> planned;
  private final List<String> reasons = new ArrayList<>();
  private final ExpectedTextParser texts = new ExpectedTextParser(this::reject);

  ExampleParser(String where, PathRule paths, Set<String> planned) {
    this.where = where;
    this.paths = paths;
    this.planned = planned;
  }

  List<String> reasons() {
    return reasons;
  }

  Example parse(JsonNode node) {
    texts.requireKnown(node, where, EXAMPLE_KEYS);
    boolean outside = !node.path("steps").isMissingNode() || !node.path("serve").isMissingNode();
    if (outside && !node.path("expect").isMissingNode()) {
      reject("\"expect\" belongs into each step or request, not beside \"steps\" or \"serve\"");
    }
    String name = node.path("name").asString("").strip();
    if (name.isEmpty()) {
      reject("it has no name");
    }
    List<Example.Step> steps = steps(node);
    List<String> serve = command(node.path("serve"), "\"serve\"");
    List<Example.Request> requests = requests(node.path("requests"));
    if (steps.isEmpty() == serve.isEmpty()) {
      reject("it needs either a command (or steps) or \"serve\" with \"requests\"");
    }
    if (serve.isEmpty() != requests.isEmpty()) {
      reject("\"serve\" and \"requests\" belong together");
    }
    Example example = new Example(
        name.isEmpty() ? where : name,
        node.path("quote").asString("").strip(),
        files(node.path("files")),
        steps,
        serve,
        strings(node.path("env"), "env"),
        requests);
    if (expectsNothing(example)) {
      reject("it expects nothing: no exit code, text, file, status or JSON");
    }
    return example;
  }

  private void reject(String reason) {
    reasons.add(where + ": " + reason);
  }

  private static boolean expectsNothing(Example example) {
    return example.steps().stream()
            .allMatch(step -> step.expect().exit().isEmpty()
                && step.expect().stdout().acceptsAnything()
                && step.expect().stderr().acceptsAnything()
                && step.expect().files().isEmpty())
        && example.requests().stream().allMatch(request -> request.expect().isEmpty());
  }

  private List<Example.Step> steps(JsonNode node) {
    List<Example.Step> steps = new ArrayList<>();
    if (!node.path("command").isMissingNode()) {
      steps.add(step(node, 1));
    }
    for (JsonNode step : node.path("steps")) {
      texts.requireKnown(step, "a step", Set.of("command", "stdin", "expect"));
      steps.add(step(step, steps.size() + 1));
    }
    if (steps.size() > MAX_STEPS) {
      reject(steps.size() + " steps are more than the limit of " + MAX_STEPS);
    }
    return steps;
  }

  private Example.Step step(JsonNode node, int number) {
    List<String> command = command(node.path("command"), "the command of step " + number);
    if (command.isEmpty()) {
      reject("step " + number + " has no command");
    }
    JsonNode expect = node.path("expect");
    texts.requireKnown(expect, "expect", Set.of("exit", "stdout", "stderr", "files"));
    texts.requireKnown(expect.path("files"), "expect.files", names(expect.path("files")));
    JsonNode exit = expect.path("exit");
    Map<String, @Nullable ExpectedText> files = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> file : expect.path("files").properties()) {
      path(file.getKey());
      files.put(
          file.getKey(),
          file.getValue().isNull() ? null : texts.parse(file.getValue(), file.getKey(), number));
    }
    return new Example.Step(
        command,
        stdin(node.path("stdin")),
        new Example.StepResult(
            number(exit, "exit"),
            texts.parse(expect.path("stdout"), "stdout", number),
            texts.parse(expect.path("stderr"), "stderr", number),
            files));
  }

  private List<Example.Request> requests(JsonNode node) {
    List<Example.Request> requests = new ArrayList<>();
    for (JsonNode request : node) {
      requests.add(
          request.path("restart").asBoolean(false)
              ? Example.Request.restarted()
              : request(request, requests.size() + 1));
    }
    if (requests.size() > MAX_REQUESTS) {
      reject(requests.size() + " requests are more than the limit of " + MAX_REQUESTS);
    }
    return requests;
  }

  private Example.Request request(JsonNode node, int number) {
    String method = node.path("method").asString("GET");
    String path = node.path("path").asString("");
    if (!METHODS.contains(method)) {
      reject("request " + number + " has the method \"" + method + "\"");
    }
    if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ')) {
      reject("the path of request " + number + " must begin with / and hold no blanks");
    }
    JsonNode expect = node.path("expect");
    texts.requireKnown(node, "request " + number, REQUEST_KEYS);
    texts.requireKnown(expect, "expect", Set.of("status", "headers", "body", "json"));
    texts.requireKnown(expect.path("headers"), "headers", names(expect.path("headers")));
    Map<String, ExpectedText> headers = new LinkedHashMap<>();
    expect
        .path("headers")
        .properties()
        .forEach(header ->
            headers.put(header.getKey(), texts.parse(header.getValue(), header.getKey(), 1)));
    JsonNode status = expect.path("status");
    JsonNode body = node.path("body");
    return new Example.Request(
        false,
        method,
        path,
        strings(node.path("headers"), "headers"),
        Optional.ofNullable(node.get("json")),
        body.isContainer() ? body.toString() : body.asString(""),
        expect.isEmpty()
            ? Optional.empty()
            : Optional.of(new Example.Response(
                number(status, "status"),
                headers,
                texts.parse(expect.path("body"), "body", 1),
                Optional.ofNullable(expect.get("json"))
                    .map(json -> texts.requireContent(json, "a response")))));
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  private String stdin(JsonNode node) {
    if (node.isContainer()) {
      reject("\"stdin\" must be text, not " + node);
    }
    return node.isContainer() ? "" : node.asString("");
  }

  private Optional<Integer> number(JsonNode node, String name) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    boolean isNumber = node.canConvertToInt() || node.asString("").matches("\\d{1,9}");
    if (!isNumber) {
      reject("\"" + name + "\" must be a number, not " + node);
    }
    return isNumber ? Optional.of(node.asInt()) : Optional.empty();
  }

  private Map<String, String> files(JsonNode node) {
    Map<String, String> files = strings(node, "files");
    files.keySet().forEach(this::path);
    files.keySet().stream()
        .filter(
            path -> planned.contains(path) || planned.stream().anyMatch(own -> hides(path, own)))
        .forEach(path -> reject("\"files\" must not replace or hide the project's own " + path));
    return files;
  }

  /** A folder of a module's name is imported in its place. */
  private static boolean hides(String path, String own) {
    int dot = own.lastIndexOf('.');
    return dot > own.lastIndexOf('/') && path.startsWith(own.substring(0, dot) + "/");
  }

  private void path(String path) {
    paths.findViolation(List.of(path)).ifPresent(this::reject);
  }

  private Map<String, String> strings(JsonNode node, String name) {
    Map<String, String> strings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> text : node.properties()) {
      if (!text.getValue().isValueNode()) {
        reject("\"" + text.getKey() + "\" in \"" + name + "\" must be text");
      }
      strings.put(text.getKey(), text.getValue().asString(""));
    }
    return strings;
  }

  private List<String> command(JsonNode node, String name) {
    try {
      return CommandParser.parse(node);
    } catch (IllegalArgumentException unreadable) {
      reject(name + " cannot be read: " + unreadable.getMessage());
      return List.of("unreadable");
    }
  }
}
