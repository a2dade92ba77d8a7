package atelier.packages;

import static atelier.packages.RegistryProblem.unknownName;

import java.util.List;

/** What npm, pnpm, yarn, pip and Go print when a registry or a manifest is the reason. */
final class ScriptRegistryProblems {
  private static final String NPM_NAME = "((?:@[^/\\s@'\"]+/)?[^\\s@'\"/]+)";
  private static final String NPM_ERROR = "npm (?:error|ERR!)";
  private static final String PIP_NAME = "([A-Za-z0-9][\\w.-]*)";
  private static final String NOT_FOUND = "(?:400|403|404|410)";
  private static final String ELSEWHERE = "%1$s is not from a registry: only packages of a"
      + " registry are installed, none from Git, an address or a folder";

  /** All rows; of two that match the same name, the first counts. */
  static final List<RegistryProblem> ROWS = List.of(
      RegistryProblem.of("npm", "atelier: ([^\\n]+) is not from a registry", ELSEWHERE),
      RegistryProblem.of("npm", "atelier: (\\S+) is not JSON: ([^\\n]*)", "%1$s is not JSON: %2$s"),
      RegistryProblem.of(
          "npm", "atelier: (\\S+) is not a JSON object", "%1$s is not a JSON object"),
      unknownName(
          "npm",
          NPM_ERROR + " 404\\s+(?:The requested resource )?'" + NPM_NAME + "@[^'\\n]*' (?:could not"
              + " be found|is not in)",
          "the registry has no package %1$s"),
      unknownName(
          "npm", NPM_NAME + " is not in the npm registry, or", "the registry has no package %1$s"),
      unknownName("npm", "Couldn't find package \"" + NPM_NAME, "the registry has no package %1$s"),
      unknownName(
          "npm",
          "https://[^\\s/\"]+/" + NPM_NAME + ": Not found",
          "the registry has no package %1$s"),
      RegistryProblem.of(
          "npm",
          "No matching version found for " + NPM_NAME + "@(\\S+?)\\.?(?:\\s|$)",
          "the registry has no version %2$s of %1$s"),
      RegistryProblem.of(
          "npm",
          "Couldn't find any versions for \"" + NPM_NAME + "\" that matches \"([^\"]*)\"",
          "the registry has no version %2$s of %1$s"),
      RegistryProblem.of(
          "npm",
          "Could not resolve dependency:\\s+" + NPM_ERROR + " \\w+ " + NPM_NAME
              + "@(\"[^\"]*\" from [^\\n]+)",
          "no version of %1$s suits all: one is needed as %2$s"),
      RegistryProblem.of(
          "npm",
          "Invalid package name \"([^\"\\n]*)\"",
          "\"%1$s\" cannot be the name of a package"),
      RegistryProblem.of("npm", "Invalid tag name \"([^\"\\n]*)\"", "\"%1$s\" cannot be a version"),
      RegistryProblem.of(
          "npm",
          "Unsupported URL Type \"[^\"\\n]*\": (\\S+)",
          "npm cannot install the version %1$s"),
      RegistryProblem.of(
          "npm",
          "Unsupported platform for " + NPM_NAME + "@[^\\s:]+: wanted ([^\\n(]*)",
          "%1$s runs only on %2$s: without it, or in optionalDependencies, the others install"),
      RegistryProblem.of(
          "npm",
          "tarball data for " + NPM_NAME + "@[^\\n]*corrupted",
          "the registry's file of %1$s does not have the hash that the lock file has"),
      RegistryProblem.of(
          "npm",
          "atelier: (\\S+) has ([^\\n]+) under the name of another package",
          "%1$s has %2$s under the name of another package: delete it, and it is made anew"),
      // Git is replaced by a program that fails.
      RegistryProblem.of(
          "npm",
          NPM_ERROR + " command [^\\n]*ls-remote (\\S+)",
          "something comes from %1$s: only packages of a registry are installed, none from Git"),
      RegistryProblem.of(
          "npm",
          NPM_ERROR + " (max decompression ratio exceeded[^\\n]*)",
          "the archive of a package unpacks to far more than it should: %1$s"),
      RegistryProblem.of("pip", "atelier: ([^\\n]+) is not from a registry", ELSEWHERE),
      RegistryProblem.of(
          "pip", "atelier: (\\S+) is not a file of the project", "%1$s is not a file here"),
      RegistryProblem.of(
          "pip",
          "atelier: (pyproject\\.toml) cannot be read: ([^\\n]*)",
          "%1$s cannot be read: %2$s"),
      RegistryProblem.of(
          "pip",
          "atelier: " + PIP_NAME + " exists only (as source code|for [^\\n]*)",
          "the registry has %1$s only %2$s, and only finished wheels are installed here: another"
              + " version or another package is needed"),
      unknownName(
          "pip",
          "requirement " + PIP_NAME + "[^\\n]*\\(from versions: none\\)",
          "the registry has no package %1$s"),
      RegistryProblem.of(
          "pip",
          "requirement " + PIP_NAME + "([^\\n(]*) \\(from [^\\n]*",
          "the registry has no version of %1$s that is %2$s and fits this Python"),
      RegistryProblem.of(
          "pip",
          "The user requested " + PIP_NAME + "[^\\n]*\\n((?:[^\\n]+ depends on [^\\n]+\\n?)+)",
          "no version of %1$s suits all: %2$s"),
      RegistryProblem.of(
          "pip",
          "\\n\\s+(?:The user requested )?" + PIP_NAME
              + "([^\\n]*)\\n[^\\n]* depends on [^\\n]+\\n\\s*\\n",
          "no versions of %1$s and others suit each other"),
      RegistryProblem.of(
          "pip",
          "For req: " + PIP_NAME + "[^\\n]*has a file[^\\n]*outside the target",
          "the wheel of %1$s has files outside of its folder"),
      RegistryProblem.of(
          "pip", "Invalid requirement: ['\"]([^'\"\\n]*)['\"]", "pip cannot read \"%1$s\""),
      RegistryProblem.of(
          "pip",
          "DO NOT MATCH THE HASHES[^\\n]*\\n\\s+" + PIP_NAME,
          "the registry's file of %1$s does not have the hash that is written here"),
      RegistryProblem.of(
          "pip",
          "Hashes are required in --require-hashes mode[^\\n]*\\n\\s+" + PIP_NAME,
          "%1$s has no hash, but other requirements have one"),
      RegistryProblem.of(
          "go",
          "unzip \\S*/cache/download/(\\S+)/@v/(v[^\\s:]+)\\.zip: ",
          "the archive of %1$s %2$s has files that no module may have"),
      RegistryProblem.of("go", "go\\.mod:\\d+: ([^\\n]+)", "%1$s"),
      RegistryProblem.of(
          "go",
          "go\\.mod requires go >= (\\S+) \\(running go ([\\w.]+)",
          "go.mod needs Go %1$s, and Go %2$s is installed"),
      RegistryProblem.of(
          "go",
          "([^\\s@]+)@(v\\S+) requires go >= ",
          "%1$s %2$s needs a newer Go than the installed one: an older version may do"),
      RegistryProblem.of(
          "go",
          "verifying ([^\\s@]+)@(v[^\\s:/]+)(?:/go\\.mod)?: checksum mismatch",
          "go.sum has another hash of %1$s %2$s than the registry"),
      RegistryProblem.of(
          "go",
          "([^\\s@]+)@(v[^\\s:]+): reading \\S+: " + NOT_FOUND,
          "the registry has no version %2$s of %1$s"),
      RegistryProblem.of(
          "go",
          "([^\\s@]+)@(v[^\\s:]+): invalid version: unknown revision",
          "the registry has no version %2$s of %1$s"),
      RegistryProblem.of(
          "go",
          "module ([^\\s@]+)@\\S+ found[^\\n]*, but does not contain package (\\S+)",
          "%1$s does not contain the package %2$s"),
      unknownName(
          "go",
          "([^\\s@:]+): module \\S+: (?:reading \\S+: " + NOT_FOUND + "|git ls-remote)",
          "the registry has no module with the package %1$s"),
      unknownName(
          "go",
          "([^\\s@:\"]+): unrecognized import path",
          "the registry has no module with the package %1$s"));

  private ScriptRegistryProblems() {}
}
