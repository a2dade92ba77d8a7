package atelier.role.answer;

import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.project.PathRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses one example exactly, and collects all that is wrong with it. */
final class ExampleParser {
  private static final String[] COMMAND = {"command", "cmd"};
  private static final int MAX_STEPS = 20;
  private static final int MAX_REQUESTS = 50;
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private static final Set<String> FIELDS = Set.of(
      "name",
      "quote",
      "files",
      "command",
      "cmd",
      "steps",
      "stdin",
      "expect",
      "serve",
      "env",
      "requests");
  private static final Set<String> STEP_FIELDS =
      Set.of("name", "command", "cmd", "stdin", "expect");
  private static final Set<String> REQUEST_FIELDS =
      Set.of("name", "restart", "method", "path", "headers", "json", "body", "expect");

  private final String where;
  private final PathRule paths;
  private final Set<String> planned;
  private final List<String> reasons = new ArrayList<>();
  private final ExampleFields fields = new ExampleFields(this::reject);
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
    String name = node.path("name").asString("").strip();
    if (name.isEmpty()) {
      reject("it has no name");
    }
    fields.requireFields(node, FIELDS, "the example");
    boolean outside = !node.path("steps").isMissingNode() || !node.path("serve").isMissingNode();
    if (outside && !node.path("expect").isMissingNode()) {
      reject("\"expect\" belongs into each step or request, not beside \"steps\" or \"serve\"");
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
        fields.strings(node.path("env"), "env"),
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
    if (!JsonFields.first(node, COMMAND).isMissingNode()) {
      steps.add(step(node, 1));
    }
    fields.requireList(node.path("steps"), "steps");
    for (JsonNode step : node.path("steps")) {
      fields.requireFields(step, STEP_FIELDS, "step " + (steps.size() + 1));
      steps.add(step(step, steps.size() + 1));
    }
    if (steps.size() > MAX_STEPS) {
      reject(steps.size() + " steps are more than the limit of " + MAX_STEPS);
    }
    return steps;
  }

  private Example.Step step(JsonNode node, int number) {
    List<String> command =
        command(JsonFields.first(node, COMMAND), "the command of step " + number);
    if (command.isEmpty()) {
      reject("step " + number + " has no command");
    }
    JsonNode expect = node.path("expect");
    fields.requireObject(expect, "expect");
    texts.requireKnown(expect, "expect", Set.of("exit", "stdout", "stderr", "files"));
    JsonNode exit = expect.path("exit");
    Map<String, @Nullable ExpectedText> files = new LinkedHashMap<>();
    fields.requireObject(expect.path("files"), "files");
    for (Map.Entry<String, JsonNode> file : expect.path("files").properties()) {
      String path = path(file.getKey());
      files.put(
          path,
          file.getValue().isNull() ? null : texts.parse(file.getValue(), file.getKey(), number));
    }
    return new Example.Step(
        command,
        fields.stdin(node.path("stdin")),
        new Example.StepResult(
            fields.number(exit, "exit"),
            texts.parse(expect.path("stdout"), "stdout", number),
            texts.parse(expect.path("stderr"), "stderr", number),
            files));
  }

  private List<Example.Request> requests(JsonNode node) {
    List<Example.Request> requests = new ArrayList<>();
    fields.requireList(node, "requests");
    for (JsonNode request : node) {
      fields.requireFields(request, REQUEST_FIELDS, "request " + (requests.size() + 1));
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
    String method = node.path("method").asString("GET").toUpperCase(Locale.ROOT);
    String path = node.path("path").asString("");
    if (!METHODS.contains(method)) {
      reject("request " + number + " has the method \"" + method + "\"");
    }
    if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ')) {
      reject("the path of request " + number + " must begin with / and hold no blanks");
    }
    JsonNode expect = node.path("expect");
    fields.requireObject(expect, "expect");
    fields.requireObject(expect.path("headers"), "headers");
    texts.requireKnown(expect, "expect", Set.of("status", "headers", "body", "json"));
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
        fields.strings(node.path("headers"), "headers"),
        Optional.ofNullable(node.get("json")),
        body.isContainer() ? body.toString() : body.asString(""),
        expect.isEmpty()
            ? Optional.empty()
            : Optional.of(new Example.Response(
                fields.number(status, "status"),
                headers,
                texts.parse(expect.path("body"), "body", 1),
                Optional.ofNullable(expect.get("json"))
                    .map(json -> texts.requireContent(json, "a response")))));
  }

  private Map<String, String> files(JsonNode node) {
    Map<String, String> files = new LinkedHashMap<>();
    fields.strings(node, "files").forEach((name, text) -> {
      if (files.put(path(name), text) != null) {
        reject("\"files\" has " + path(name) + " twice");
      }
    });
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

  private String path(String text) {
    String path = ProjectPath.normalize(text);
    paths.findViolation(List.of(path)).ifPresent(this::reject);
    return path;
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
