package atelier.sandbox;

import atelier.config.Settings;
import java.util.ArrayList;
import java.util.List;

/** The words of the launcher's self-test. */
final class SelfTest {
  private SelfTest() {}

  /** What it must not try: the settings allow it, or a control group limits it. */
  static List<String> allowed(
      Settings.Runner settings, JobPlace place, ToolchainMounts toolchains) {
    List<String> words = new ArrayList<>(toolchains.folders());
    if (settings.network()) {
      words.add("network");
    }
    if (place.fencesMemory()) {
      words.add("memory");
    }
    if (place.fencesProcesses()) {
      words.add("processes");
    }
    return words;
  }
}
