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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Replays the answers of a script instead of calling a model, for demonstrations and tests. */
public final class Rehearsal implements Llm {
  private static final String BUILT_IN = "/rehearsal/todos.yaml";
  private static final int CHUNKS = 5;
  private static final long CHUNK_DELAY_MS = 15;
  private static final int CHARS_PER_TOKEN = 4;

  private final Vertx vertx;
  private final String name;
  private final Map<AnswerKey, String> answers = new HashMap<>();

  /** Purposes whose lines state them: the others are told apart by their role alone. */
  private static final Set<Purpose> STATED =
      EnumSet.of(Purpose.EXAMPLES, Purpose.CAUSE, Purpose.VERDICT, Purpose.MUTANTS);

  private record AnswerKey(String role, String purpose, String file, int attempt) {
    static AnswerKey of(Script.Line line) {
      boolean stated = STATED.stream().anyMatch(one -> one.wireName().equals(line.purpose()));
      String purpose = stated ? String.valueOf(line.purpose()) : "";
      return new AnswerKey(line.role(), purpose, line.file(), line.attempt());
    }

    static AnswerKey of(Prompt prompt) {
      String purpose = STATED.contains(prompt.purpose()) ? prompt.purpose().wireName() : "";
      return new AnswerKey(prompt.role(), purpose, prompt.file(), prompt.attempt());
    }
  }

  private Rehearsal(Vertx vertx, String name, Script script) {
    this.vertx = vertx;
    this.name = name;
    for (Script.Line line : script.answers()) {
      answers.put(AnswerKey.of(line), line.text());
    }
  }

  static Rehearsal create(Vertx vertx, Model model) {
    return model.script().isEmpty()
        ? new Rehearsal(vertx, "(built in)", builtIn())
        : new Rehearsal(vertx, model.script(), Script.read(read(model.script()), model.script()));
  }

  /** Returns the spec that the built-in script answers. */
  public static String sampleSpec() {
    return builtIn().spec();
  }

  private static Script builtIn() {
    try (InputStream in = Rehearsal.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is missing from the jar: build it again");
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
  public Future<Completion> complete(Prompt prompt, Progress progress) {
    String text = answers.get(AnswerKey.of(prompt));
    if (text == null) {
      return Future.failedFuture(new LlmFailure(
          Kind.NOT_FOUND,
          "script " + name
              + " has no answer for " + prompt.role() + " " + prompt.purpose().wireName() + " "
              + prompt.file() + ", attempt "
              + prompt.attempt()));
    }
    int promptChars =
        prompt.system().length() + prompt.context().length() + prompt.task().length();
    return streamText(text, progress, 1)
        .map(done -> new Completion(
            text,
            false,
            new Usage(
                "rehearsal",
                promptChars / CHARS_PER_TOKEN,
                text.length() / CHARS_PER_TOKEN,
                CHUNKS * CHUNK_DELAY_MS)));
  }

  /** Reports the text in chunks, as a model streams it. */
  private Future<Void> streamText(String text, Progress progress, int chunk) {
    if (chunk > CHUNKS) {
      return Future.succeededFuture();
    }
    String textSoFar = text.substring(0, text.length() * chunk / CHUNKS);
    return vertx.timer(CHUNK_DELAY_MS, TimeUnit.MILLISECONDS).compose(unused -> {
      progress.received(textSoFar.length() / CHARS_PER_TOKEN, textSoFar);
      return streamText(text, progress, chunk + 1);
    });
  }

  @Override
  public Future<List<Health>> health() {
    return Future.succeededFuture(List.of(new Health("rehearsal", "script " + name, true, "", "")));
  }
}
