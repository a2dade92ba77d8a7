package atelier.language;

/** Patterns of the tools' error messages. */
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

  private DiagnosticPatterns() {}
}
