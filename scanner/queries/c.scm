(comment) @comment
[(string_literal) (char_literal) (system_lib_string)] @string

(function_declarator declarator: (identifier) @declared)
(type_definition declarator: (type_identifier) @declared)
(struct_specifier name: (type_identifier) @declared body: (_))
(union_specifier name: (type_identifier) @declared body: (_))
(enum_specifier name: (type_identifier) @declared body: (_))
(enumerator name: (identifier) @declared)
(preproc_def name: (identifier) @declared)
(preproc_function_def name: (identifier) @declared)

(preproc_include path: (_) @imported)
