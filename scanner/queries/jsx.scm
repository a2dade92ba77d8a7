; What stands between tags.
(jsx_text) @string
