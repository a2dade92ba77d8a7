package atelier.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a board tells of its own state, as Linux shows it; most machines tell less. */
public final class BoardSensors {
  /** Raspberry Pi's flags: bit 1 its clock is capped now, bit 2 throttled, bit 3 at its limit. */
  private static final int THROTTLED_NOW = 0b1110;

  private final Path temperatureFile;
  private final Path platformFolder;

  /**
   * The sensors below a folder.
   *
   * @param sys {@code /sys}
   */
  public BoardSensors(Path sys) {
    temperatureFile = sys.resolve("class/thermal/thermal_zone0/temp");
    platformFolder = sys.resolve("devices/platform");
  }

  @Nullable
  public Double celsius() {
    try {
      return Integer.parseInt(Files.readString(temperatureFile).strip()) / 1000.0;
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  /** Whether the board slows itself down now; null where it does not tell. */
  @Nullable
  public Boolean isThrottled() {
    try (DirectoryStream<Path> chips = Files.newDirectoryStream(platformFolder, "soc*")) {
      for (Path chip : chips) {
        Path flags = chip.resolve(chip.getFileName() + ":firmware").resolve("get_throttled");
        if (Files.isReadable(flags)) {
          String hex = Files.readString(flags).strip().replaceFirst("^0x", "");
          return (Integer.parseInt(hex, 16) & THROTTLED_NOW) != 0;
        }
      }
      return null;
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }
}
