(comment) @comment
[(string) (raw_string) (heredoc_body) (ansi_c_string)] @string
[(command_substitution) (expansion)] @code

(function_definition name: (word) @declared)

(command name: (command_name (word) @_word) . argument: (_) @imported
  (#any-of? @_word "source" "."))
