package atelier.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the temperature and the throttling state of a single-board computer from Linux's sysfs; a
 * value is null where the kernel does not provide it. Blocks.
 */
final class BoardSensors {
  /**
   * Flags of the Raspberry Pi firmware's get_throttled: bit 1 frequency capped, bit 2 throttled,
   * bit 3 soft temperature limit.
   */
  private static final int THROTTLED_NOW = 0b1110;

  private final Path temperatureFile;
  private final Path platformFolder;

  /**
   * Creates the sensors below a folder.
   *
   * @param sys {@code /sys}
   */
  BoardSensors(Path sys) {
    temperatureFile = sys.resolve("class/thermal/thermal_zone0/temp");
    platformFolder = sys.resolve("devices/platform");
  }

  /** The temperature of the processor; null if unknown. */
  @Nullable
  Double celsius() {
    try {
      return Integer.parseInt(Files.readString(temperatureFile).strip()) / 1000.0;
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  /** Whether the firmware limits the clock now; null if unknown. */
  @Nullable
  Boolean isThrottled() {
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
