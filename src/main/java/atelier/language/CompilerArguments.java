package atelier.language;

/** The command-line arguments with which compilers check a file without running it. */
final class CompilerArguments {
  /** The source folders of a Java project. */
  static final String JAVA_ROOTS = ".:src:src/main/java:src/test/java";

  static final String C_FLAGS =
      "-fsyntax-only -ftabstop=1 -fno-diagnostics-show-caret -fdiagnostics-color=never"
          + " -w -I. -Iinclude -Isrc -Ilib {file}";
  static final String MISSING_HEADER = "No such file or directory|file not found";
  static final String RUST_FLAGS =
      "--edition 2021 --crate-type lib --emit=metadata --error-format=short --color never"
          + " --cap-lints allow --out-dir {out}";
  static final String TSC_FLAGS =
      "--noEmit --pretty false --skipLibCheck --allowJs --jsx preserve --target es2022"
          + " --module esnext --moduleResolution bundler --resolveJsonModule false {file}";

  private CompilerArguments() {}

  /** Returns the arguments of javac with further options. */
  static String javac(String options) {
    return "-J-Xmx256m -J-XX:TieredStopAtLevel=1 -proc:none -implicit:none -encoding UTF-8 -nowarn"
        + " -d {out} " + options + " {file}";
  }
}
