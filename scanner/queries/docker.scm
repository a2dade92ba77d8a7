(comment) @comment
[(double_quoted_string) (single_quoted_string)] @string

(from_instruction as: (image_alias) @declared)

(from_instruction (image_spec name: (image_name) @imported))

; What is copied from beside the file: each path but the last, which is where it goes.
([(copy_instruction (path) @imported (path))
  (copy_instruction (json_string_array (json_string) @imported (json_string)))
  (add_instruction (path) @imported (path))
  (add_instruction (json_string_array (json_string) @imported (json_string)))] @_copy
  (#not-match? @_copy "--from|^\\S+\\s+(--\\S+\\s+)*<<"))

; This is copied from beside another file, which builds on this one.
(onbuild_instruction) @guarded
