package atelier.language;

/**
 * Patterns of the configuration files that end in {@code .json} and whose tools read more than
 * JSON. A file may have more than its tool reads: a wrong refusal costs more than a late one.
 */
final class JsonDialects {
  /** Comments and commas at the end: configurations of TypeScript, editors, linters and clouds. */
  static final String WITH_COMMENTS = "(?:.*/)?(?:"
      + "(?:[\\w.-]+\\.)?[jt]sconfig(?:[.-][\\w.-]+)?\\.json|tsconfig/[\\w.-]+\\.json"
      + "|\\.(?:eslintrc|jshintrc|jslintrc|jscsrc|luarc|mocharc|oxlintrc|stylelintrc|swcrc)"
      + "(?:\\.json)?|\\.(?:jsdoc|markdownlint|cspell|hintrc|devcontainer|prettierrc)\\.json"
      + "|devcontainer(?:-[\\w-]+)?\\.json|api-(?:extractor|documenter)(?:[.-][\\w.-]+)?\\.json"
      + "|(?:angular|biome|c_cpp_properties|cspell|deno|dprint|firebase|import_map"
      + "|jest\\.config|jsdoc|knip"
      + "|language-configuration|ng-package|nx|omnisharp|oxlint|project|pyrightconfig|rome|rush"
      + "|tsdoc|tsdoc-metadata|tslint|turbo|typedoc|wrangler)\\.json"
      + "|(?:appsettings|launchSettings|local\\.settings|host|global)(?:\\.\\w+)?\\.json"
      + "|(?:\\.vscode|\\.devcontainer|\\.zed|common/config/rush)/(?:.*/)?[\\w.-]+\\.json"
      + "|bun\\.lock)";

  /** Also names without quotes: configurations of Babel and of Renovate. */
  static final String JSON5 = "(?:.*/)?(?:\\.babelrc(?:\\.json)?|babel\\.config\\.json"
      + "|\\.renovaterc(?:\\.json)?|renovate\\.json)";

  private JsonDialects() {}
}
