(comment) @comment
(string_value) @string

(class_selector (class_name) @declared)
(id_selector (id_name) @declared)

(import_statement (string_value) @imported)

((call_expression (function_name) @_url (arguments . [(string_value) (plain_value)] @imported .))
  (#eq? @_url "url"))
