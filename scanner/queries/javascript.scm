; What JavaScript and TypeScript share.
(comment) @comment
(hash_bang_line) @comment
[(string) (template_string) (regex)] @string
(template_substitution) @code

(export_statement declaration: (_ name: (identifier) @declared))
(export_statement declaration: (_ (variable_declarator name: (identifier) @declared)))
(export_specifier !alias name: (identifier) @declared)
(export_specifier alias: (identifier) @declared)
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (object [(shorthand_property_identifier) @declared
                  (pair key: (property_identifier) @declared)
                  (method_definition name: (property_identifier) @declared)])
  (#eq? @_module "module") (#eq? @_exports "exports"))
(assignment_expression
  left: (member_expression object: (identifier) @_exports property: (property_identifier) @declared)
  (#eq? @_exports "exports"))
(assignment_expression
  left: (member_expression
    object: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
    property: (property_identifier) @declared)
  (#eq? @_module "module") (#eq? @_exports "exports"))

(import_statement source: (string) @imported)
(export_statement source: (string) @imported)
(call_expression
  function: [(identifier) (import)] @_call arguments: (arguments . [(string) (template_string)] @imported)
  (#any-of? @_call "require" "import"))

; An import may fail here: the failure is handled, or the import is only for some module systems.
(try_statement handler: (_)) @guarded
([(if_statement condition: (_) @_condition) (ternary_expression condition: (_) @_condition)] @guarded
  (#match? @_condition "typeof\\s+(define|exports|module|process|require|window)\\b"))
((call_expression function: (_) @_called) @guarded
  (#match? @_called "(?s)^import\\s*\\(.*\\.catch$"))

(class_body (method_definition name: (property_identifier) @declared))
(program (function_declaration name: (identifier) @declared))
