package atelier.workspace;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** Isolates JGit from user and system configuration, so that commits are reproducible. */
@SuppressWarnings("deprecation") // JGit still calls the deprecated methods
final class IsolatedGitConfig extends SystemReader {
  private final SystemReader system;

  private IsolatedGitConfig(SystemReader system) {
    this.system = system;
  }

  static void install() {
    if (!(SystemReader.getInstance() instanceof IsolatedGitConfig)) {
      SystemReader.setInstance(new IsolatedGitConfig(SystemReader.getInstance()));
      // JGit measures the timestamp resolution of the disk for three seconds: do not wait for it.
      FS.FileStoreAttributes.setBackground(true);
    }
  }

  /** A configuration that is never loaded and never saved. */
  private static FileBasedConfig emptyConfig(@Nullable Config parent, FS fs) {
    return new FileBasedConfig(parent, null, fs) {
      @Override
      public void load() {
        clear();
      }

      @Override
      public void save() {
        // JGit can measure again what it would save.
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
