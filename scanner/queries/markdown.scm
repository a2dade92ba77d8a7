(html_block) @comment
(fenced_code_block (info_string (language) @_language) (code_fence_content) @code_block)
