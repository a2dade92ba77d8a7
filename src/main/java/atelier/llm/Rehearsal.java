package atelier.llm;

import atelier.config.Settings.Model;
import atelier.event.Usage;
import atelier.llm.LlmFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A model that answers from a script, so that everything else can be seen at work without one. */
public final class Rehearsal implements Llm {
  private static final String BUILT_IN = "/rehearsal/todos.yaml";
  private static final int PIECES = 5;
  private static final long PIECE_MS = 15;
  private static final int CHARS_PER_TOKEN = 4;

  private final Vertx vertx;
  private final String name;
  private final Map<Key, String> answers = new HashMap<>();

  private record Key(String role, String file, int attempt) {}

  private Rehearsal(Vertx vertx, String name, Script script) {
    this.vertx = vertx;
    this.name = name;
    script
        .answers()
        .forEach(
            line -> answers.put(new Key(line.role(), line.file(), line.attempt()), line.text()));
  }

  static Rehearsal of(Vertx vertx, Model model) {
    return model.script().isEmpty()
        ? new Rehearsal(vertx, "(built in)", builtIn())
        : new Rehearsal(vertx, model.script(), Script.read(read(model.script()), model.script()));
  }

  /** The spec that the built-in script answers. */
  public static String sampleSpec() {
    return builtIn().spec();
  }

  private static Script builtIn() {
    try (InputStream in = Rehearsal.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + BUILT_IN + ": build it again");
      }
      return Script.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), BUILT_IN);
    } catch (IOException e) {
      throw new IllegalStateException(BUILT_IN + " cannot be read", e);
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "llm.script " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Future<Completion> ask(Prompt prompt, Progress progress) {
    String text = answers.get(new Key(prompt.role(), prompt.file(), prompt.attempt()));
    if (text == null) {
      return Future.failedFuture(new LlmFailure(
          Kind.NOT_FOUND,
          "script " + name
              + " has no answer for " + prompt.role() + " " + prompt.file() + ", attempt "
              + prompt.attempt()));
    }
    int promptChars =
        prompt.system().length() + prompt.context().length() + prompt.task().length();
    return told(text, progress, 1)
        .map(done -> new Completion(
            text,
            false,
            new Usage(
                "rehearsal",
                promptChars / CHARS_PER_TOKEN,
                text.length() / CHARS_PER_TOKEN,
                PIECES * PIECE_MS)));
  }

  /** In pieces, as a model's answer comes, so that watching it is rehearsed too. */
  private Future<Void> told(String text, Progress progress, int piece) {
    if (piece > PIECES) {
      return Future.succeededFuture();
    }
    String sofar = text.substring(0, text.length() * piece / PIECES);
    return vertx.timer(PIECE_MS, TimeUnit.MILLISECONDS).compose(tick -> {
      progress.received(sofar.length() / CHARS_PER_TOKEN, sofar);
      return told(text, progress, piece + 1);
    });
  }

  @Override
  public Future<List<Health>> health() {
    return Future.succeededFuture(List.of(new Health("rehearsal", "script " + name, true, "", "")));
  }
}
