package atelier.packages;

import atelier.pattern.Pattern;

/**
 * How a tool tells that a registry does not have what a manifest asks for, or that a manifest is
 * wrong: a row of a table.
 *
 * @param ecosystem the name of the {@link Recipe}
 * @param pattern matches a part of the tool's output; its first group is the package's name or
 *     whatever else is wrong, its second group, if there is one, the version
 * @param message what is wrong, with {@code %1$s} for the first group and {@code %2$s} for the
 *     second
 * @param isName whether the first group is a name that the registry does not know, so that names
 *     like it are worth proposing
 */
record RegistryProblem(String ecosystem, Pattern pattern, String message, boolean isName) {
  static RegistryProblem unknownName(String ecosystem, String pattern, String message) {
    return new RegistryProblem(ecosystem, Pattern.compile(pattern), message, true);
  }

  static RegistryProblem of(String ecosystem, String pattern, String message) {
    return new RegistryProblem(ecosystem, Pattern.compile(pattern), message, false);
  }
}
