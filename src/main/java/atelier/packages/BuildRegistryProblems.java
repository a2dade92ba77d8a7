package atelier.packages;

import static atelier.packages.RegistryProblem.unknownName;

import java.util.List;

/** The table of what Cargo, Maven and Gradle say about manifests. */
final class BuildRegistryProblems {
  static final List<RegistryProblem> ROWS = List.of(
      unknownName(
          "cargo",
          "no matching package named `([^`\\s]+)` found",
          "the registry has no crate %1$s"),
      RegistryProblem.of(
          "cargo",
          "failed to select a version for the requirement `([^`\\s]+) = \"([^\"\\s]+)\"",
          "the registry has no version %2$s of the crate %1$s"),
      RegistryProblem.of(
          "cargo",
          "depends on `([^`\\s]+)`,? with features?:? `([^`\\s]+)` but",
          "the crate %1$s has no feature %2$s"),
      RegistryProblem.of(
          "cargo",
          "previously selected package `([^`\\s]+) v([^`\\s]+)",
          "other crates need another version of %1$s than %2$s"),
      RegistryProblem.of(
          "cargo",
          "(?i:unable) to update ((?:https?|ssh|git)://[^`\\s]+)",
          "%1$s is not a registry: name a version of the crate that the registry has"),
      RegistryProblem.of(
          "cargo",
          "failed to load manifest for workspace member `/work/([^`\\s]+)`",
          "the project has no package in %1$s"),
      RegistryProblem.of(
          "cargo", "error: ([^\\n]+)\\n *--> (?:[^\\s:]*/)?Cargo\\.toml:(\\d+)", "line %2$s: %1$s"),
      RegistryProblem.of(
          "cargo", "failed to parse manifest at `[^`]*`\\s+Caused by:\\s+([^\\n]+)", "%1$s"),
      RegistryProblem.of(
          "cargo",
          "older than the `(\\d+)` edition",
          "the installed Cargo does not know the edition %1$s"),
      RegistryProblem.of(
          "cargo",
          "feature `([^`\\s]+)` is required",
          "the installed Cargo is too old for the feature %1$s"),
      RegistryProblem.of(
          "cargo",
          "checksum for `([^`\\s]+) v([^`\\s]+)` changed between lock files",
          "Cargo.lock has another checksum of %1$s %2$s than the registry"),
      RegistryProblem.of(
          "cargo",
          "failed to unpack package `([^`\\s]+) v([^`\\s]+)",
          "the archive of the crate %1$s %2$s has files that no crate may have"),
      RegistryProblem.of(
          "maven",
          "Could not find artifact ([^:\\s]+:[^:\\s]+):(?:[^:\\s]+:)+([^:\\s]+) in ",
          "the registry has no %1$s of version %2$s"),
      RegistryProblem.of(
          "maven",
          "([^:\\s]+:[^:\\s]+):(?:[^:\\s]+:)+([^:\\s]+) was not found in \\S+ during a previous",
          "the registry has no %1$s of version %2$s"),
      RegistryProblem.of(
          "maven",
          "\\.version' for ([^:\\s]+:[^:\\s]+):\\S+ is missing",
          "%1$s has no version, and no parent or imported POM gives it one"),
      unknownName(
          "maven",
          "Error resolving version for plugin '([^'\\s]+)'",
          "the registry has no plugin %1$s"),
      RegistryProblem.of(
          "maven",
          "Could not find goal '([^'\\s]+)' in plugin (\\S+)",
          "the plugin %2$s has no goal %1$s"),
      RegistryProblem.of(
          "maven",
          "Child module \\S*/work/(\\S+) of \\S+ does not exist",
          "the project has no module %1$s"),
      RegistryProblem.of(
          "maven",
          "Unrecognised tag: '([^'\\s]+)' \\(position: [^\\n]* @(\\d+):\\d+\\)",
          "line %2$s: Maven knows no element %1$s here"),
      RegistryProblem.of(
          "maven",
          "Non-parseable POM \\S+: ([^\\n]*) \\(position: [^\\n]* @(\\d+):\\d+\\)",
          "line %2$s: %1$s"),
      RegistryProblem.of(
          "maven",
          "release version (\\d+) not supported",
          "the installed JDK cannot compile for Java %1$s"),
      RegistryProblem.of(
          "maven",
          "invalid (?:target|source) release: (\\d+)",
          "the installed JDK cannot compile for Java %1$s"),
      RegistryProblem.of(
          "maven",
          "(?:Source|Target) option (\\d+) is no longer supported",
          "the compiler plugin compiles for Java %1$s, which the installed JDK does not know: set"
              + " maven.compiler.source and maven.compiler.target"),
      RegistryProblem.of(
          "gradle",
          "Could not find ([^:\\s]+:[^:\\s]+):([^:\\s]*[^:\\s.])\\.",
          "the registry has no %1$s of version %2$s"),
      RegistryProblem.of(
          "gradle",
          "Plugin \\[id: '([^']+)'(?:, version: '([^']+)')?[^\\n]*\\] was not found",
          "the registry has no plugin %1$s of this version"),
      RegistryProblem.of("gradle", "build\\.gradle': (\\d+): ([^\\n]*)", "line %1$s: %2$s"),
      RegistryProblem.of(
          "gradle", "build\\.gradle\\.kts:(\\d+):\\d+:? ([^\\n]*)", "line %1$s: %2$s"),
      RegistryProblem.of(
          "gradle", "Could not find method (\\S+) for arguments", "Gradle knows no %1$s here"));

  private BuildRegistryProblems() {}
}
