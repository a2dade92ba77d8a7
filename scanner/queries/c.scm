[(string_literal) (char_literal) (system_lib_string)] @string

(function_declarator declarator: (identifier) @declared)
(enumerator name: (identifier) @declared)
