(comment) @comment
[(interpreted_string_literal) (raw_string_literal) (rune_literal)] @string

(function_declaration name: (identifier) @declared)
(method_declaration name: (field_identifier) @declared)
(type_spec name: (type_identifier) @declared)
(type_alias name: (type_identifier) @declared)
(source_file (const_declaration (const_spec name: (identifier) @declared)))
(source_file (var_declaration (var_spec name: (identifier) @declared)))
(source_file (var_declaration (var_spec_list (var_spec name: (identifier) @declared))))
(method_elem name: (field_identifier) @declared)

(import_spec path: (_) @imported)
