(comment) @comment
[(string) (charlist) (sigil)] @string
(interpolation) @code

(call target: (identifier) @_word (arguments (alias) @declared)
  (#any-of? @_word "defmodule" "defprotocol"))
(call target: (identifier) @_word
  (arguments [(identifier) @declared
              (call target: (identifier) @declared)
              (binary_operator left: (call target: (identifier) @declared) operator: "when")])
  (#any-of? @_word "def" "defmacro" "defdelegate" "defguard"))

(call target: (identifier) @_word (arguments . (alias) @imported)
  (#any-of? @_word "alias" "import" "require" "use"))
