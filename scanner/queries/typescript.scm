; What TypeScript adds to JavaScript.
(export_statement declaration: (_ name: (type_identifier) @declared))
(import_require_clause source: (string) @imported)
((export_statement declaration: (import_alias (identifier) @_require))
  . (expression_statement (parenthesized_expression (string) @imported))
  (#eq? @_require "require"))
