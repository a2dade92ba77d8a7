package atelier.language;

/** Patterns of the tools' error messages, and of sources that read files outside of a project. */
final class DiagnosticPatterns {
  /** {@code file:line:column: error: message}, the form of the GNU Coding Standards (§4.4). */
  static final String GNU =
      "^(?<file>[^\\n:]+):(?<line>\\d+):(?:(?<column>\\d+):)? (?:fatal )?error: (?<message>.*)";

  static final String GO = "^(?<file>[^\\n:]+):(?<line>\\d+):(?<column>\\d+): (?<message>.*)";
  static final String JAVA =
      "^(?<file>[^\\n:]+):(?<line>\\d+): error: (?<message>.*)(?:\\n(?!.*: error: ).*){0,3}?"
          + "\\n(?<caret>[ \\t]*)\\^(?:\\n  symbol: +(?<detail>.*))?";
  static final String LUA = "^\\S*luac\\S*: (?<file>[^\\n:]+):(?<line>\\d+): (?<message>.*)";
  static final String NODE =
      "^(?<file>.+):(?<line>\\d+)\\n.*\\n(?<caret>[ \\t]*)\\^+\\n+(?<message>\\w*Error: .*)";
  static final String PHP =
      "^(?:PHP )?(?:Parse|Fatal) error: +(?<message>.*) in (?<file>.*) on line (?<line>\\d+)";
  static final String RUBY =
      "^(?:\\w+: )?(?<file>[^\\n:]+):(?<line>\\d+): (?!warning)(?<message>(?!.*\\(SyntaxError\\)).*"
          + "|.*\\(SyntaxError\\)(?:\\n.*){0,20}?\\n *\\| +\\^[~^]* .*)";
  static final String RUST =
      "^(?<file>[^\\n:]+):(?<line>\\d+):(?<column>\\d+): (?<message>error.*)";
  static final String SHELL = "^(?<file>[^\\n:]+): (?:line )?(?<line>\\d+): (?<message>.*)";
  static final String TYPESCRIPT =
      "^(?<file>[^\\n(]+)\\((?<line>\\d+),(?<column>\\d+)\\): error (?<message>TS\\d+: .*)";

  /** An include whose path is not plain and relative, or is more than two folders up. */
  static final String C_OUTSIDE =
      "^[ \\t]*(?:#|%:|\\?\\?=)[ \\t]*(?:include|include_next|import|embed)\\b"
          + "(?![ \\t]*[<\"](?!/)(?!(?:[^\">\\n]*\\.\\./){3})[^\">\\n]*[\">])[^\\n]*";

  /** The same for Rust, where a macro may build the path. */
  static final String RUST_OUTSIDE =
      "\\binclude_(?:str|bytes)\\b(?!\\s*!\\s*\\(\\s*\"(?!/)(?!(?:[^\"\\n]*\\.\\./){3})[^\"\\n]*\")"
          + "|\\binclude\\s*!(?!\\s*\\(\\s*\"(?!/)(?!(?:[^\"\\n]*\\.\\./){3})[^\"\\n]*\")"
          + "|#!?\\[\\s*path\\s*=\\s*\"/";

  private DiagnosticPatterns() {}
}
