(comment) @comment
[(text) (quoted_attribute_value)] @string

(element (start_tag (attribute (attribute_name) @_id (quoted_attribute_value (attribute_value) @declared)))
  (#eq? @_id "id"))

([(start_tag (tag_name) @_tag
    (attribute (attribute_name) @_src
      [(attribute_value) @imported (quoted_attribute_value (attribute_value) @imported)]))
  (self_closing_tag (tag_name) @_tag
    (attribute (attribute_name) @_src
      [(attribute_value) @imported (quoted_attribute_value (attribute_value) @imported)]))]
  (#any-of? @_tag "iframe" "img" "script") (#eq? @_src "src"))
([(start_tag (tag_name) @_tag
    (attribute (attribute_name) @_href
      [(attribute_value) @imported (quoted_attribute_value (attribute_value) @imported)]))
  (self_closing_tag (tag_name) @_tag
    (attribute (attribute_name) @_href
      [(attribute_value) @imported (quoted_attribute_value (attribute_value) @imported)]))]
  (#any-of? @_tag "a" "link") (#eq? @_href "href"))
