package atelier.rig.model;

import atelier.rig.model.LeakyServer.Ask;
import atelier.rig.model.LeakyServer.Reply;
import atelier.secret.EncodedForms;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a model answers that knows secrets and wants to get them out by every route. */
public final class LeakyScript {
  /** The project whose calls all fail with a reply that quotes their credentials. */
  public static final String FAILING = "failing";

  /** The project whose program prints secrets and crashes; those of others only print. */
  public static final String CRASHING = "leak";

  private static final int MASK = 0x15;

  private final List<String> canaries;
  private final String leak;
  private final AtomicInteger asked = new AtomicInteger();

  public LeakyScript(List<String> canaries) {
    this.canaries = canaries;
    leak = all(canaries);
  }

  /** All forms of all canaries. */
  public static String all(List<String> canaries) {
    return canaries.stream()
        .flatMap(canary -> EncodedForms.of(canary).stream())
        .collect(Collectors.joining(" ; "));
  }

  private String line() {
    return String.join(" ", canaries);
  }

  /** The reply to a request. */
  public Reply reply(Ask ask) {
    if (ask.project().equals(FAILING)) {
      return new Reply(401, leak);
    }
    return new Reply(
        200,
        switch (ask.purpose()) {
          case "blueprint" -> asked.incrementAndGet() == 1 ? question() : leak + "\n" + blueprint();
          case "examples" -> ExampleAnswers.toRequest(ask.body());
          case "write", "repair" -> write(ask);
          case "lessons" -> lessons();
          default -> leak;
        });
  }

  private String question() {
    ObjectNode question = JsonMapper.shared().createObjectNode();
    question.putArray("research").add("what is " + canaries.get(0)).add("and " + canaries.get(6));
    question.putArray("files");
    return question.toString();
  }

  private String blueprint() {
    ObjectNode plan = JsonMapper.shared().createObjectNode().put("summary", line());
    plan.putArray("assumptions").add(line());
    var files = plan.putArray("files");
    files.addObject().put("path", "main.py").put("description", line()).put("contract", line());
    files.addObject().put("path", "notes.txt").put("description", "notes");
    plan.putArray("run").add("python3").add("main.py");
    plan.putArray("checks")
        .addObject()
        .put("name", "prints " + canaries.get(1))
        .putArray("command")
        .add("python3")
        .add("main.py")
        .add(canaries.get(2));
    return plan.toString();
  }

  private String write(Ask ask) {
    String content = !ask.file().equals("main.py")
        ? leak
        : ask.attempt() == 1
            ? "key = \"" + line() + "\n" + "print(key"
            : program(ask.project().equals(CRASHING)) + "# " + leak.replaceAll("[\\r\\n\\x00]", "")
                + "\n";
    return "Commit: Write " + line() + "\n\n````\n" + content + "\n````\n";
  }

  /** A program that contains no canary in a form that is known, and prints them in all forms. */
  private String program(boolean crashes) {
    String masked = canaries.stream()
        .map(canary -> IntStream.range(0, canary.length())
            .mapToObj(i -> Integer.toString((canary.charAt(i) ^ MASK) + i))
            .collect(Collectors.joining(", ", "[", "]")))
        .collect(Collectors.joining(", "));
    return """
        import base64, os, sys, urllib.parse
        for masked in [%s]:
            key = "".join(chr((n - i) ^ %d) for i, n in enumerate(masked))
            raw = key.encode()
            print(key, key[::-1], raw.hex(), base64.b64encode(raw).decode())
            print(urllib.parse.quote(key), list(raw), base64.b64encode(b"x" + raw).decode())
            print("\\n".join(key), key.encode("utf-16").hex())
            print("\\x1b[1m" + key[:5] + "\\x1b[0m" + key[5:], file=sys.stderr)
        print(dict(os.environ))
        if %s: raise ValueError(key)
        """.formatted(masked, MASK, crashes ? "True" : "False");
  }

  private String lessons() {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer
        .putArray("lessons")
        .addObject()
        .put("title", "About " + canaries.get(3))
        .put("subject", "python")
        .put("trigger", line())
        .put("advice", "Use " + line());
    return answer.toString();
  }
}
