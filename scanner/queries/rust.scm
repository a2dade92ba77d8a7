[(line_comment) (block_comment)] @comment
[(string_literal) (raw_string_literal) (char_literal)] @string

(function_item name: (identifier) @declared)
(function_signature_item name: (identifier) @declared)
(struct_item name: (type_identifier) @declared)
(enum_item name: (type_identifier) @declared)
(union_item name: (type_identifier) @declared)
(trait_item name: (type_identifier) @declared)
(type_item name: (type_identifier) @declared)
(mod_item name: (identifier) @declared)
(const_item name: (identifier) @declared)
(static_item name: (identifier) @declared)
(macro_definition name: (identifier) @declared)

(use_declaration argument: (_) @imported)
(extern_crate_declaration name: (identifier) @imported)
