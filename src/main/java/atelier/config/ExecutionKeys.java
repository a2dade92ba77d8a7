package atelier.config;

import static atelier.config.ValueType.AGE;
import static atelier.config.ValueType.BOOLEAN;
import static atelier.config.ValueType.DURATION_WITH_UNIT;
import static atelier.config.ValueType.HOSTS_AND_PORTS;
import static atelier.config.ValueType.SIZE_WITH_UNIT;
import static atelier.config.ValueType.choice;
import static atelier.config.ValueType.number;

import java.time.Duration;
import java.util.List;

/** The part of the table {@link Keys} about programs: how they run, and with which packages. */
final class ExecutionKeys {
  static final Key<String> RUNNER_SANDBOX = key(
      "runner.sandbox",
      choice("auto", "bubblewrap", "sprites", "none", "off"),
      "auto",
      "The sandbox for generated code; sprites: at sprites.dev; none: no isolation; off: no runs.");
  static final Key<String> RUNNER_LEVEL =
      key("runner.level", choice("full", "partial"), "full", "Below this level no code runs.");
  static final Key<Duration> RUNNER_TIMEOUT = duration(
      "runner.timeout",
      "10s",
      "The CPU time of a generated program; of wall time it may use five times as much.");
  static final Key<Duration> RUNNER_BUILD_TIMEOUT = duration(
      "runner.build-timeout",
      "5m",
      "The same for a command that builds, such as mvn, cargo, npm ci or make.");
  static final Key<Long> RUNNER_MEMORY =
      key("runner.memory", SIZE_WITH_UNIT, "512m", "The memory limit for a generated program.");
  static final Key<Boolean> RUNNER_NETWORK =
      key("runner.network", BOOLEAN, "false", "Whether generated programs may access the network.");
  static final Key<Integer> PROOF_MUTANTS = key(
      "proof.mutants",
      number(0, 200),
      "20",
      "The number of small faults that are put into the finished code to measure its tests.");
  static final Key<Duration> PROOF_BUDGET =
      key("proof.budget", DURATION_WITH_UNIT, "3m", "The time limit for all of these faults.");
  static final Key<Integer> PROOF_REPEATS =
      key("proof.repeats", number(1, 10), "2", "How often a check must pass on the same files.");
  static final Key<String> PACKAGES_MODE = key(
      "packages.mode",
      choice("on", "ask", "off"),
      "on",
      "Whether declared packages are installed; ask: says from where, and installs nothing.");
  static final Key<List<String>> PACKAGES_HOSTS = key(
      "packages.hosts",
      HOSTS_AND_PORTS,
      "[]",
      "Hosts that package managers may reach besides their registries, also private ones.");
  static final Key<Duration> PACKAGES_MIN_AGE = key(
      "packages.min-age",
      AGE,
      "7d",
      "The age below which a version is named in the evidence; 0d: any age.");
  static final Key<String> PACKAGES_TOOLCHAINS = key(
      "packages.toolchains",
      choice("auto", "off"),
      "auto",
      "Whether the toolchains in home folders, such as rustup's, are used.");
  static final Key<Long> PACKAGES_CACHE = key(
      "packages.cache",
      SIZE_WITH_UNIT,
      "4g",
      "The size of all installed packages that are kept; those unused longest are deleted.");
  static final Key<String> PACKAGES_SCRIPTS = key(
      "packages.scripts",
      choice("offline", "off"),
      "offline",
      "Whether the scripts of packages run, in the sandbox and without a network.");

  static final List<Key<?>> ALL = List.of(
      RUNNER_SANDBOX,
      RUNNER_LEVEL,
      RUNNER_TIMEOUT,
      RUNNER_BUILD_TIMEOUT,
      RUNNER_MEMORY,
      RUNNER_NETWORK,
      PROOF_MUTANTS,
      PROOF_BUDGET,
      PROOF_REPEATS,
      PACKAGES_MODE,
      PACKAGES_HOSTS,
      PACKAGES_MIN_AGE,
      PACKAGES_TOOLCHAINS,
      PACKAGES_CACHE,
      PACKAGES_SCRIPTS);

  private ExecutionKeys() {}

  private static Key<Duration> duration(String name, String byDefault, String description) {
    return key(name, DURATION_WITH_UNIT, byDefault, description);
  }

  private static <T> Key<T> key(
      String name, ValueType<T> type, String defaultValue, String description) {
    return new Key<>(name, type, defaultValue, description, false);
  }
}
