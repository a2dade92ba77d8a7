[(string_literal) (raw_string_literal) (char_literal) (system_lib_string)] @string

(function_declarator declarator: [(identifier) (field_identifier)] @declared)
(function_declarator declarator: (qualified_identifier name: (identifier) @declared))
(alias_declaration name: (type_identifier) @declared)
(class_specifier name: (type_identifier) @declared body: (_))
(namespace_definition name: (namespace_identifier) @declared)
