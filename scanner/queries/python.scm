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

; An import may fail here: the failure is handled, or the import is only for types or some platforms.
(try_statement (except_clause !value)) @guarded
((try_statement (except_clause value: (_) @_handler)) @guarded
  (#match? @_handler "\\b(ImportError|ModuleNotFoundError|Exception|BaseException)\\b"))
((with_statement (with_clause) @_handler) @guarded
  (#match? @_handler "\\b(ImportError|ModuleNotFoundError|Exception)\\b"))
([(if_statement condition: (_) @_condition) (elif_clause condition: (_) @_condition)] @guarded
  (#match? @_condition "TYPE_CHECKING|version_info|sys\\.platform|platform\\.system|os\\.name|find_spec"))
