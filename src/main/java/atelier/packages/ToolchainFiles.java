package atelier.packages;

import atelier.pattern.Pattern;

/**
 * The files that choose the version of a toolchain, by path in a request's folder: packages are
 * installed with the version that later uses them.
 */
final class ToolchainFiles {
  private static final String ANY = "|\\.tool-versions|\\.?mise\\.toml";

  /** Those of Node.js, as alternatives of a pattern; and so on. */
  static final String NODE = "\\.nvmrc|\\.node-version" + ANY;

  static final String PYTHON = "\\.python-version" + ANY;
  static final String RUST = "rust-toolchain(?:\\.toml)?" + ANY;
  static final String JAVA = "\\.sdkmanrc" + ANY;

  private static final Pattern ALL = Pattern.compile(String.join("|", NODE, PYTHON, RUST, JAVA));

  private ToolchainFiles() {}

  static boolean contains(String path) {
    return ALL.matches(path);
  }
}
