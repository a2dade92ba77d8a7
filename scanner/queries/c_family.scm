; What C and C++ share.
(comment) @comment

(type_definition declarator: (type_identifier) @declared)
(struct_specifier name: (type_identifier) @declared body: (_))
(union_specifier name: (type_identifier) @declared body: (_))
(enum_specifier name: (type_identifier) @declared body: (_))
(preproc_def name: (identifier) @declared)
(preproc_function_def name: (identifier) @declared)

(preproc_include path: (_) @imported)
