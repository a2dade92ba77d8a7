package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import atelier.event.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal and its folder in separate processes: killed, and on failing disks. */
final class JournalProcessTest {
  private static final int ROUNDS = 5;
  private static final Pattern ACKNOWLEDGED = Pattern.compile("(p\\d+#\\d+) ([0-9a-f]{64})");

  @TempDir
  private Path folder;

  private static Process java(List<String> before, Class<?> program, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String output(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @Test
  void keepsAcknowledgedEntriesWhenKilled() throws Exception {
    SplittableRandom random = new SplittableRandom(Long.getLong("seed", 7));
    Path file = folder.resolve("journal.db");
    Map<String, String> acknowledged = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Process process = java(List.of(), Appender.class, file);
      try (BufferedReader lines = process.inputReader()) {
        for (int left = 1 + random.nextInt(600); left > 0; left--) {
          note(lines.readLine(), acknowledged);
        }
        // By handle: Process.destroy would close the output that is still to be read.
        process.toHandle().destroyForcibly();
        lines.lines().forEach(line -> note(line, acknowledged));
      }
      process.waitFor();

      assertThat(kept(file)).containsAllEntriesOf(acknowledged);
    }
  }

  /** The last line may be incomplete: then its acknowledgement was not fully read. */
  private static void note(String line, Map<String, String> acknowledged) {
    Matcher whole = ACKNOWLEDGED.matcher(line);
    if (whole.matches()) {
      acknowledged.put(whole.group(1), whole.group(2));
    }
  }

  private static Map<String, String> kept(Path file) {
    Journal journal = DiskJournal.open(file);
    Map<String, String> kept = new HashMap<>();
    for (Entry head : await(journal.lastEntries())) {
      List<Entry> entries = await(journal.read(head.project(), 0, Integer.MAX_VALUE));
      assertThat(entries).hasSize((int) head.seq());
      entries.forEach(entry -> kept.put(entry.project() + "#" + entry.seq(), entry.hash()));
    }
    await(journal.close());
    return kept;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "replicated"})
  void writesNothingPartiallyOnAFullDiskAndRecovers(String kind) throws Exception {
    assumeBubblewrap();
    Path small = Files.createDirectory(folder.resolve("small"));

    String story = output(java(
        List.of("bwrap", "--dev-bind", "/", "/", "--size", "4194304", "--tmpfs", small.toString()),
        SmallDisk.class,
        kind.isEmpty() ? new Object[] {small} : new Object[] {small, kind}));

    assertThat(story)
        .contains("refused: the journal could not be written, no entry was appended")
        .contains("the disk is full: free some space")
        .contains("as full: true")
        .contains("kept all: true")
        .contains("over: true")
        .contains("went on: true");
  }

  @Test
  void reportsAReadOnlyFolder() throws Exception {
    assumeBubblewrap();
    Path data = Files.createDirectory(folder.resolve("data"));
    String path = data.toString();
    await(DiskJournal.open(data.resolve("journal.db")).close());

    String story = output(java(
        List.of("bwrap", "--dev-bind", "/", "/", "--ro-bind", path, path),
        JournalOpener.class,
        data));

    assertThat(story).contains("Read-only file system").contains("--data DIR");
    assertThat(story.lines().filter(line -> line.startsWith("journal:")))
        .singleElement()
        .asString()
        .contains("journal.db cannot be used: ")
        .contains("writable");
  }

  @Test
  void locksTheFolderForOneProcess() throws Exception {
    Path data = folder.resolve("data");
    String refusal = "another Atelier (process " + ProcessHandle.current().pid() + ") uses " + data;

    try (DataFolder taken = DataFolder.open(data)) {
      assertThat(output(java(List.of(), JournalOpener.class, data))).contains("folder: " + refusal);
      // A second attempt in this process must not release the lock of the first.
      assertThat(refusedHere(data)).contains(refusal).contains("--data DIR");
      assertThat(output(java(List.of(), JournalOpener.class, data))).contains("folder: " + refusal);
      assertThat(taken.journalFile()).hasFileName("journal.db");
    }

    assertThat(output(java(List.of(), JournalOpener.class, data)))
        .contains("folder: taken")
        .contains("journal: opened");
    DataFolder.open(data).close();
  }

  private static String refusedHere(Path data) throws IOException {
    try (DataFolder twice = DataFolder.open(data)) {
      return "was taken twice, for " + twice.journalFile();
    } catch (IllegalStateException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static void assumeBubblewrap() throws Exception {
    Process process = new ProcessBuilder("bwrap", "--dev-bind", "/", "/", "true").start();
    assumeThat(process.waitFor()).as("bubblewrap is usable here").isZero();
  }
}
