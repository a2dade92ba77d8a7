(comment) @comment
[(string) (raw_string) (heredoc_body) (ansi_c_string)] @string
[(command_substitution) (expansion)] @code

(function_definition name: (word) @declared)

(command name: (command_name (word) @_word) . argument: (_) @imported
  (#any-of? @_word "source" "."))

; A missing file is handled here.
[(list) (redirected_statement)] @guarded
((if_statement condition: (_) @_condition) @guarded
  (#match? @_condition "(^|\\s)-[efrs]\\s"))
