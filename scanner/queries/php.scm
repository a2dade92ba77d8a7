(comment) @comment
[(string) (encapsed_string) (heredoc) (nowdoc) (text)] @string

(class_declaration name: (name) @declared)
(interface_declaration name: (name) @declared)
(trait_declaration name: (name) @declared)
(enum_declaration name: (name) @declared)
(function_definition name: (name) @declared)
(method_declaration name: (name) @declared)
(const_declaration (const_element (name) @declared))

(namespace_use_clause [(qualified_name) (name)] @imported)
