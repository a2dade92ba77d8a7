package atelier.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An acceptance example: what the spec says of the program, as commands or requests whose results
 * can be compared. It is fixed before any code is written.
 *
 * @param quote the words of the spec that it shows
 * @param files content by path, written into the folder before the first step
 * @param steps commands, one after the other in the same folder; empty for a served program
 * @param serve the command that starts the served program; empty for commands
 * @param env variables for all commands; {@code $PORT} in a value stands for the free port
 * @param requests HTTP requests to the served program, in order
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Example(
    @JsonInclude(JsonInclude.Include.ALWAYS) String name,
    @JsonInclude(JsonInclude.Include.ALWAYS) String quote,
    @AddedInLaterVersion Map<String, String> files,
    @AddedInLaterVersion List<Step> steps,
    @AddedInLaterVersion List<String> serve,
    @AddedInLaterVersion Map<String, String> env,
    @AddedInLaterVersion List<Request> requests) {
  public Example {
    files = inOrder(files);
    steps = List.copyOf(steps);
    serve = List.copyOf(serve);
    env = inOrder(env);
    requests = List.copyOf(requests);
  }

  /** Whether it starts a program and sends it requests. */
  @JsonIgnore
  public boolean isServed() {
    return !serve.isEmpty();
  }

  /**
   * Whether it expects a result that the spec can name: a text, a file, JSON, an exit code or a
   * status other than that of plain success. Any program that starts satisfies an example without.
   */
  public boolean expectsContent() {
    return steps.stream().anyMatch(step -> step.expect().namesContent(files))
        || requests.stream()
            .flatMap(request -> request.expect().stream())
            .anyMatch(Response::namesContent);
  }

  /** The commands that it runs. */
  public List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    steps.forEach(step -> commands.add(step.command()));
    if (isServed()) {
      commands.add(serve);
    }
    return commands;
  }

  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * One command and what is expected of it.
   *
   * @param stdin what it reads from standard input
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Step(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<String> command,
      @AddedInLaterVersion String stdin,
      StepResult expect) {
    public Step {
      command = List.copyOf(command);
    }
  }

  /**
   * What is expected of a command.
   *
   * @param exit the exit code; empty if any is accepted
   * @param files what is expected of files afterwards, by path; null: the file does not exist
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record StepResult(
      Optional<Integer> exit,
      ExpectedText stdout,
      ExpectedText stderr,
      @AddedInLaterVersion Map<String, @Nullable ExpectedText> files) {
    public StepResult {
      files = inOrder(files);
    }

    private boolean namesContent(Map<String, String> before) {
      return exit.filter(code -> code != 0).isPresent()
          || stdout.hasContent()
          || stderr.hasContent()
          || files.entrySet().stream().anyMatch(file -> isChanged(file, before));
    }

    /** A file that the example itself brought shows nothing if it stays as it was. */
    private static boolean isChanged(
        Map.Entry<String, @Nullable ExpectedText> file, Map<String, String> before) {
      ExpectedText expected = file.getValue();
      String content = before.get(file.getKey());
      return expected == null
          ? content != null
          : expected.hasContent()
              && (content == null || !expected.equals().equals(Optional.of(content)));
    }
  }

  /**
   * One HTTP request and what is expected of its response; or a restart of the program.
   *
   * @param restart whether the program is stopped and started anew; all else is empty then
   * @param json the body as JSON; empty for none
   * @param body the body as text; empty for none
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Request(
      boolean restart,
      @AddedInLaterVersion String method,
      @AddedInLaterVersion String path,
      @AddedInLaterVersion Map<String, String> headers,
      Optional<JsonNode> json,
      @AddedInLaterVersion String body,
      Optional<Response> expect) {
    public Request {
      headers = inOrder(headers);
      json = ExpectedText.withoutNull(json);
    }

    /** A restart of the program between two requests. */
    public static Request restarted() {
      return new Request(true, "", "", Map.of(), Optional.empty(), "", Optional.empty());
    }
  }

  /**
   * What is expected of a response.
   *
   * @param json a subset of its body parsed as JSON; empty if any is accepted
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Response(
      Optional<Integer> status,
      @AddedInLaterVersion Map<String, ExpectedText> headers,
      ExpectedText body,
      Optional<JsonNode> json) {
    public Response {
      headers = inOrder(headers);
      json = ExpectedText.withoutNull(json);
    }

    private boolean namesContent() {
      return status.filter(code -> code != 200).isPresent()
          || body.hasContent()
          || json.isPresent()
          || headers.values().stream().anyMatch(ExpectedText::hasContent);
    }
  }
}
