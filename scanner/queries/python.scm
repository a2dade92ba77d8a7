(comment) @comment
(string) @string
(interpolation) @code

(module (function_definition name: (identifier) @declared))
(module (class_definition name: (identifier) @declared))
(module (decorated_definition definition: (_ name: (identifier) @declared)))
(module (expression_statement (assignment left: (identifier) @declared)))
(module (class_definition body: (block (function_definition name: (identifier) @declared))))
(module (class_definition
  body: (block (decorated_definition definition: (function_definition name: (identifier) @declared)))))

(import_statement name: (dotted_name) @imported)
(import_statement name: (aliased_import name: (dotted_name) @imported))
(import_from_statement module_name: (_) @imported)
(future_import_statement "__future__" @imported)

; An import may fail here: it is minded, only for types, or for some machines.
(try_statement (except_clause !value)) @guarded
((try_statement (except_clause value: (_) @_minded)) @guarded
  (#match? @_minded "\\b(ImportError|ModuleNotFoundError|Exception|BaseException)\\b"))
((with_statement (with_clause) @_minded) @guarded
  (#match? @_minded "\\b(ImportError|ModuleNotFoundError|Exception)\\b"))
([(if_statement condition: (_) @_known) (elif_clause condition: (_) @_known)] @guarded
  (#match? @_known "TYPE_CHECKING|version_info|sys\\.platform|platform\\.system|os\\.name|find_spec"))
