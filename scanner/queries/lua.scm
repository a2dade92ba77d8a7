(comment) @comment
(string) @string

(function_declaration name: (identifier) @declared)
(function_declaration name: (dot_index_expression field: (identifier) @declared))
(function_declaration name: (method_index_expression method: (identifier) @declared))
(assignment_statement (variable_list name: (dot_index_expression field: (identifier) @declared)))
(return_statement (expression_list (table_constructor (field name: (identifier) @declared))))

(function_call name: (identifier) @_word arguments: (arguments . (string) @imported)
  (#eq? @_word "require"))

; A missing module is handled here.
((function_call name: (identifier) @_call) @guarded
  (#any-of? @_call "pcall" "xpcall"))
