package atelier.proof;

import atelier.event.Example;
import atelier.sandbox.ProbePlan;
import atelier.sandbox.TimeLimit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns examples and start commands into plans for the prober, without what is expected. */
public final class ExamplePlans {
  private static final int MAX_PARTS_OF_TIME = 6;

  private ExamplePlans() {}

  /**
   * The plan of an example.
   *
   * @param limit the time of one command, one request, or a start
   */
  public static ProbePlan of(Example example, TimeLimit limit) {
    List<ProbePlan.Step> steps = example.steps().stream()
        .map(step -> new ProbePlan.Step(
            step.command(), step.stdin(), List.copyOf(step.expect().files().keySet())))
        .toList();
    List<ProbePlan.Request> requests =
        example.requests().stream().map(ExamplePlans::request).toList();
    int parts = Math.min(MAX_PARTS_OF_TIME, 1 + steps.size() + requests.size());
    return new ProbePlan(
        example.files(), example.env(), limits(limit, parts), steps, example.serve(), requests);
  }

  /** The plan that starts a program and waits until it listens or ends. */
  public static ProbePlan ofStart(List<String> command, TimeLimit limit) {
    return new ProbePlan(Map.of(), Map.of(), limits(limit, 2), List.of(), command, List.of());
  }

  private static ProbePlan.Limits limits(TimeLimit limit, int parts) {
    return new ProbePlan.Limits(
        limit.wall(), limit.cpu(), limit.wall(), limit.wall().multipliedBy(parts));
  }

  private static ProbePlan.Request request(Example.Request request) {
    if (request.restart()) {
      return new ProbePlan.Request(true, "", "", Map.of(), Optional.empty());
    }
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    boolean typed = new ArrayList<>(headers.keySet())
        .stream().anyMatch(name -> name.equalsIgnoreCase("content-type"));
    if (request.json().isPresent() && !typed) {
      headers.put("Content-Type", "application/json");
    }
    Optional<String> body = request
        .json()
        .map(String::valueOf)
        .or(() -> Optional.of(request.body()).filter(text -> !text.isEmpty()));
    return new ProbePlan.Request(false, request.method(), encoded(request.path()), headers, body);
  }

  /** A path beyond ASCII is percent-encoded as UTF-8 (RFC 3986, section 2.1), as browsers do. */
  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(
          each >= 0 ? String.valueOf((char) each) : String.format(Locale.ROOT, "%%%02X", each));
    }
    return encoded.toString();
  }
}
