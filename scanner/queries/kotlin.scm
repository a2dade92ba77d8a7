[(line_comment) (block_comment)] @comment
[(string_literal) (multiline_string_literal) (character_literal)] @string
(interpolation) @code

(class_declaration name: (identifier) @declared)
(object_declaration name: (identifier) @declared)
(function_declaration name: (identifier) @declared)
(source_file (property_declaration (variable_declaration (identifier) @declared)))
(class_body (property_declaration (variable_declaration (identifier) @declared)))

(import (qualified_identifier) @imported)
