(comment) @comment
[(double_quoted_string) (single_quoted_string)] @string

(from_instruction as: (image_alias) @declared)

(from_instruction (image_spec name: (image_name) @imported))
