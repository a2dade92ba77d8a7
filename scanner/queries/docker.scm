(comment) @comment
[(double_quoted_string) (single_quoted_string)] @string

(from_instruction as: (image_alias) @declared)

(from_instruction (image_spec name: (image_name) @imported))

; The files that are copied: each path but the last, which is the target.
([(copy_instruction (path) @imported (path))
  (copy_instruction (json_string_array (json_string) @imported (json_string)))
  (add_instruction (path) @imported (path))
  (add_instruction (json_string_array (json_string) @imported (json_string)))] @_copy
  (#not-match? @_copy "--from|^\\S+\\s+(--\\S+\\s+)*<<"))

; ONBUILD copies from the folder of another Dockerfile, which builds on this image.
(onbuild_instruction) @guarded
