(comment) @comment
[(string) (heredoc_body) (regex) (string_array) (symbol_array) (subshell)] @string
(interpolation) @code

(method name: (_) @declared)
(singleton_method name: (_) @declared)
(class name: (constant) @declared)
(class name: (scope_resolution name: (constant) @declared))
(module name: (constant) @declared)
(program (assignment left: (constant) @declared))

(call method: (identifier) @_word arguments: (argument_list . (string) @imported)
  (#any-of? @_word "require" "require_relative"))

; A missing library is handled here.
((_ (rescue exceptions: (_) @_handler)) @guarded
  (#match? @_handler "\\b(LoadError|ScriptError|Exception)\\b"))
