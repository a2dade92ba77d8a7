(comment) @comment
[(string) (char)] @string

(module_attribute name: (atom) @declared)
(export_attribute funs: (fa fun: (atom) @declared))

(import_attribute module: (atom) @imported)
