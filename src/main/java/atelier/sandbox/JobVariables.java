package atelier.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The environment of a job in bubblewrap. */
final class JobVariables {
  private static final List<String> FIXED = List.of(("--setenv HOME /tmp --setenv TMPDIR /tmp"
          + " --setenv LANG C.UTF-8 --setenv TERM dumb --setenv SHELL /bin/sh"
          + " --setenv USER sandbox --setenv LOGNAME sandbox"
          + " --setenv PYTHONDONTWRITEBYTECODE 1 --setenv GOTOOLCHAIN local"
          // Without a network, npm would try for a minute and cargo for ten seconds.
          + " --setenv CARGO_NET_RETRY 1"
          + " --setenv npm_config_fetch_retry_mintimeout 100"
          + " --setenv npm_config_fetch_retry_maxtimeout 1000"
          // It stops the program by ptrace, which is refused.
          + " --setenv ASAN_OPTIONS detect_leaks=0 --setenv LSAN_OPTIONS detect_leaks=0")
      .split(" ", -1));

  private JobVariables() {}

  /** Returns those of every job, as options of bubblewrap and of the launcher. */
  static List<String> fixed() {
    return FIXED;
  }

  /**
   * Returns the options of bubblewrap. The last one wins: a job may have a cache of its own, and
   * its own variables.
   *
   * @param cache the options of a build cache
   */
  static List<String> words(Job job, List<String> cache, ToolchainMounts toolchains) {
    List<String> words = new ArrayList<>(FIXED);
    words.addAll(cache);
    add(words, job.mounts().environment());
    add(words, job.environment());
    List<String> path = new ArrayList<>(job.mounts().searchPath());
    path.add(SystemMounts.path(toolchains));
    words.addAll(List.of("--setenv", "PATH", String.join(":", path)));
    return words;
  }

  /** Adds the words of an option, which a blank divides. */
  static void addWords(List<String> words, String option) {
    words.addAll(List.of(option.split(" ", -1)));
  }

  private static void add(List<String> words, Map<String, String> environment) {
    environment.forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
  }
}
