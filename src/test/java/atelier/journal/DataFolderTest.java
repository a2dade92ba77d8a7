package atelier.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which data folders a node refuses; {@link JournalProcessTest} tests the lock. */
final class DataFolderTest {
  @TempDir
  private Path data;

  @ParameterizedTest
  @ValueSource(strings = {"projects", "calls", "cache"})
  void refusesAFileInThePlaceOfAFolder(String name) throws IOException {
    Path file = Files.createFile(data.resolve(name));

    assertThatThrownBy(() -> DataFolder.open(data))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file + " is not a folder")
        .hasMessageContaining("--data DIR");

    // The refusal leaves no lock.
    Files.delete(file);
    DataFolder.open(data).close();
  }

  @Test
  void acceptsALinkToAFolderAndRefusesOneToNothing() throws IOException {
    Path link = Files.createSymbolicLink(data.resolve("projects"), data.resolve("elsewhere"));
    assertThat(DataFolder.findObstacle(data).orElseThrow()).startsWith(link.toString());

    Files.createDirectory(data.resolve("elsewhere"));
    DataFolder.open(data).close();
  }
}
