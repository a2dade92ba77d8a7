package atelier.llm;

import atelier.llm.CallLog.Call;
import atelier.llm.CallLog.Conversation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of one project on disk: a line each in {@code index.ndjson}, and all that was said in
 * {@code NUMBER.json}. When there is too much, the oldest conversations go; their lines stay.
 */
final class CallStore {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_CALLS = 2_000;
  private static final long MAX_BYTES = 64L << 20;

  private final Path folder;

  CallStore(Path folder) {
    this.folder = folder;
  }

  private Path index() {
    return folder.resolve("index.ndjson");
  }

  private Path file(int number) {
    return folder.resolve(number + ".json");
  }

  void add(Conversation said) throws IOException {
    Files.createDirectories(folder);
    List<Call> known = calls();
    int number = known.isEmpty() ? 1 : known.get(known.size() - 1).number() + 1;
    Conversation numbered = said.numbered(number);
    Files.writeString(file(number), JSON.writeValueAsString(numbered));
    String line = JSON.writeValueAsString(numbered.call()) + "\n";
    if (known.size() >= MAX_CALLS || !endsWhole()) {
      rewrite(known, line);
    } else {
      Files.writeString(index(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    prune(number);
  }

  /** Whether the last line of the index was written to its end. */
  private boolean endsWhole() throws IOException {
    return !Files.exists(index()) || Files.readString(index()).endsWith("\n");
  }

  private void rewrite(List<Call> known, String line) throws IOException {
    StringBuilder lines = new StringBuilder();
    known.stream()
        .skip(Math.max(0, known.size() - MAX_CALLS / 2))
        .forEach(call -> lines.append(JSON.writeValueAsString(call)).append('\n'));
    Files.writeString(index(), lines.append(line));
  }

  private void prune(int newest) throws IOException {
    List<Path> conversations;
    try (Stream<Path> files = Files.list(folder)) {
      conversations = files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .sorted((a, b) -> Integer.compare(number(b), number(a)))
          .toList();
    }
    long bytes = 0;
    for (Path one : conversations) {
      bytes += Files.size(one);
      boolean tooMany = number(one) <= newest - MAX_CALLS || bytes > MAX_BYTES;
      if (tooMany && number(one) != newest) {
        Files.delete(one);
      }
    }
  }

  private static int number(Path file) {
    String name = file.getFileName().toString().replace(".json", "");
    return name.matches("\\d{1,9}") ? Integer.parseInt(name) : 0;
  }

  /** What the index tells; a line that a power cut left torn is passed over. */
  List<Call> calls() throws IOException {
    List<Call> calls = new ArrayList<>();
    if (Files.exists(index())) {
      for (String line : Files.readAllLines(index())) {
        read(line).ifPresent(calls::add);
      }
    }
    return calls;
  }

  private static Optional<Call> read(String line) {
    try {
      return Optional.of(JSON.readValue(line, Call.class));
    } catch (JacksonException torn) {
      return Optional.empty();
    }
  }

  Conversation conversation(int number) throws IOException {
    try {
      return JSON.readValue(Files.readString(file(number)), Conversation.class);
    } catch (NoSuchFileException | JacksonException e) {
      throw new NoSuchElementException("this node keeps no call " + number + " of the project", e);
    }
  }
}
