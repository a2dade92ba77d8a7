local json = require("json")
local M = {}

function M.add(items, title)
  if not title then return nil, "no title" end
  items[#items + 1] = { title = title, done = false }
  return items
end

return M
