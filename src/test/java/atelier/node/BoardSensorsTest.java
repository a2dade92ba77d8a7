package atelier.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading temperature and throttling from files as the kernels of boards write them. */
final class BoardSensorsTest {
  @TempDir
  private Path sys;

  private void writeFile(String file, String text) throws IOException {
    Path path = sys.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void missingFilesGiveNoValues() {
    BoardSensors sensors = new BoardSensors(sys);

    assertThat(sensors.celsius()).isNull();
    assertThat(sensors.isThrottled()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "soc, 0, false", // a Pi 4
    "soc@107c000000, 50000, false", // a CM5 that was slow once, and is not now
    "soc@107c000000, e0008, true",
    "soc, 0x4, true"
  })
  void readsWhetherARaspberryPiIsThrottled(String chip, String flags, boolean throttled)
      throws IOException {
    writeFile("devices/platform/" + chip + "/" + chip + ":firmware/get_throttled", flags + "\n");
    writeFile("class/thermal/thermal_zone0/temp", "48312\n");

    BoardSensors sensors = new BoardSensors(sys);

    assertThat(sensors.isThrottled()).isEqualTo(throttled);
    assertThat(sensors.celsius()).isEqualTo(48.312);
  }

  @Test
  void invalidNumbersGiveNoValues() throws IOException {
    writeFile("devices/platform/soc/soc:firmware/get_throttled", "?");
    writeFile("class/thermal/thermal_zone0/temp", "warm");

    BoardSensors sensors = new BoardSensors(sys);

    assertThat(sensors.isThrottled()).isNull();
    assertThat(sensors.celsius()).isNull();
  }
}
