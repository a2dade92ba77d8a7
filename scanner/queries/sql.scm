[(comment) (marginalia)] @comment
((literal) @string (#match? @string "^'"))

(create_table (object_reference name: (identifier) @declared))
(create_view (object_reference name: (identifier) @declared))
(create_function (object_reference name: (identifier) @declared))
