(comment) @comment
(string_value) @string

(class_selector (class_name) @declared)
(id_selector (id_name) @declared)

(import_statement (string_value) @imported)
