(comment) @comment
[(string_literal) (verbatim_string_literal) (raw_string_literal) (character_literal)
 (interpolated_string_expression)] @string
(interpolation) @code

(class_declaration name: (identifier) @declared)
(struct_declaration name: (identifier) @declared)
(interface_declaration name: (identifier) @declared)
(record_declaration name: (identifier) @declared)
(enum_declaration name: (identifier) @declared)
(delegate_declaration name: (identifier) @declared)
(method_declaration name: (identifier) @declared)
(property_declaration name: (identifier) @declared)

(using_directive [(qualified_name) (identifier)] @imported)
