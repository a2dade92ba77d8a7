package atelier.workspace;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** Isolates JGit from user and system configuration, so that commits are reproducible. */
@SuppressWarnings("deprecation") // JGit still calls the deprecated methods
final class IsolatedGitConfig extends SystemReader {
  /** The values that {@code FS.FileStoreAttributes} falls back to, in milliseconds. */
  private static final Map<String, Long> FILE_TIMES_MS = Map.of(
      ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION,
      2_000L,
      ConfigConstants.CONFIG_KEY_MIN_RACY_THRESHOLD,
      10L);

  private final SystemReader system;

  private IsolatedGitConfig(SystemReader system) {
    this.system = system;
  }

  static void install() {
    if (!(SystemReader.getInstance() instanceof IsolatedGitConfig)) {
      SystemReader.setInstance(new IsolatedGitConfig(SystemReader.getInstance()));
      // JGit reads the values below on a thread of the common pool: do not wait for one.
      FS.FileStoreAttributes.setBackground(true);
    }
  }

  /**
   * A configuration that is never loaded and never saved. It says that times of files are as coarse
   * as JGit takes them for until it has measured the disk: it would measure at each start, for
   * three seconds of a processor.
   */
  private static FileBasedConfig emptyConfig(@Nullable Config parent, FS fs) {
    return new FileBasedConfig(parent, null, fs) {
      @Override
      public void load() {
        clear();
      }

      @Override
      public void save() {
        // Nothing is kept.
      }

      @Override
      public long getTimeUnit(
          String section, String subsection, String name, long defaultValue, TimeUnit unit) {
        return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                && FILE_TIMES_MS.containsKey(name)
            ? unit.convert(FILE_TIMES_MS.get(name), TimeUnit.MILLISECONDS)
            : super.getTimeUnit(section, subsection, name, defaultValue, unit);
      }

      @Override
      public boolean isOutdated() {
        return false;
      }
    };
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return emptyConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return emptyConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return emptyConfig(parent, fs);
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public @Nullable String getProperty(String key) {
    return system.getProperty(key);
  }

  @Override
  public long getCurrentTime() {
    return system.now().toEpochMilli();
  }

  @Override
  public int getTimezone(long when) {
    return 0;
  }
}
