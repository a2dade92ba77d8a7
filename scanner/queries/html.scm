(comment) @comment
[(text) (quoted_attribute_value)] @string

(element (start_tag (attribute (attribute_name) @_id (quoted_attribute_value (attribute_value) @declared)))
  (#eq? @_id "id"))
(script_element (start_tag (attribute (attribute_name) @_src (quoted_attribute_value (attribute_value) @imported)))
  (#eq? @_src "src"))
