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
 * Stores one project's calls on disk: one line per call in {@code index.ndjson}, its prompt and
 * answer in {@code NUMBER.json}. Beyond 2,000 calls or 64 MiB the oldest conversations are
 * deleted; their lines stay. Blocking; not thread-safe.
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

  void add(Conversation conversation) throws IOException {
    Files.createDirectories(folder);
    List<Call> calls = calls();
    int number = calls.isEmpty() ? 1 : calls.get(calls.size() - 1).number() + 1;
    Conversation numbered = conversation.withNumber(number);
    Files.writeString(file(number), JSON.writeValueAsString(numbered));
    String line = JSON.writeValueAsString(numbered.call()) + "\n";
    if (calls.size() >= MAX_CALLS || !endsWithNewline()) {
      rewrite(calls, line);
    } else {
      Files.writeString(index(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    prune(number);
  }

  /** Returns whether the last line of the index is complete. */
  private boolean endsWithNewline() throws IOException {
    return !Files.exists(index()) || Files.readString(index()).endsWith("\n");
  }

  private void rewrite(List<Call> calls, String line) throws IOException {
    StringBuilder lines = new StringBuilder();
    calls.stream()
        .skip(Math.max(0, calls.size() - MAX_CALLS / 2))
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
    for (Path file : conversations) {
      bytes += Files.size(file);
      boolean tooMany = number(file) <= newest - MAX_CALLS || bytes > MAX_BYTES;
      if (tooMany && number(file) != newest) {
        Files.delete(file);
      }
    }
  }

  private static int number(Path file) {
    String name = file.getFileName().toString().replace(".json", "");
    return name.matches("\\d{1,9}") ? Integer.parseInt(name) : 0;
  }

  /** Reads the index; skips a line that a power failure left incomplete. */
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
    } catch (JacksonException incomplete) {
      return Optional.empty();
    }
  }

  Conversation conversation(int number) throws IOException {
    try {
      return JSON.readValue(Files.readString(file(number)), Conversation.class);
    } catch (NoSuchFileException | JacksonException e) {
      throw new NoSuchElementException("this node has no call " + number + " of the project", e);
    }
  }
}
