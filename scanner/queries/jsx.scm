; The text between tags.
(jsx_text) @string
