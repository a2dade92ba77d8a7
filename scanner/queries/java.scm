[(line_comment) (block_comment)] @comment
[(string_literal) (character_literal)] @string
(string_interpolation) @code

(class_declaration name: (identifier) @declared)
(interface_declaration name: (identifier) @declared)
(enum_declaration name: (identifier) @declared)
(record_declaration name: (identifier) @declared)
(annotation_type_declaration name: (identifier) @declared)
(method_declaration name: (identifier) @declared)
(interface_body (constant_declaration (variable_declarator name: (identifier) @declared)))
(class_body (field_declaration (variable_declarator name: (identifier) @declared)))
(record_declaration parameters: (formal_parameters (formal_parameter name: (identifier) @declared)))

(import_declaration [(scoped_identifier) (identifier)] @imported)
