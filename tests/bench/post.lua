-- Distinct comments by distinct people, over a hundred pages. Arguments: the system that is sent the
-- comments, and the number of its first page. A response counts as taken only when it says that the
-- comment is stored; the database is counted afterwards.
local systems = {
  afterword = {
    type = "application/x-www-form-urlencoded",
    body = "page=/p%d/&author=Bench&email=%s@example.org&comment=%s+%s",
    taken = function(status) return status == 303 end,
  },
  wordpress = {
    type = "application/x-www-form-urlencoded",
    body = "comment_post_ID=%d&comment_parent=0&author=Bench&email=%s@example.org&url=&comment=%s+%s&submit=Post+Comment",
    taken = function(status, headers)
      for name, value in pairs(headers) do
        if name:lower() == "location" then return status == 302 and value:find("#comment%-%d") ~= nil end
      end
      return false
    end,
  },
  waline = {
    type = "application/json",
    body = '{"url":"/p%d/","nick":"Bench","mail":"%s@example.org","link":"","ua":"","comment":"%s %s"}',
    taken = function(status, _, body) return status == 200 and body:find('"errno":0') ~= nil end,
  },
}

local count = 0
local seed = os.time() .. tostring({}):gsub("[^0-9a-f]", "")
local text = string.rep("A+sentence+that+somebody+could+have+written.+", 7)
local headers = {}
local system, first
taken = 0

init = function(args)
  system = systems[args[1] or "afterword"]
  first = tonumber(args[2] or 0)
  for name, value in pairs(wrk.headers) do headers[name] = value end
  headers["Content-Type"] = system.type
  if system.type == "application/json" then text = text:gsub("%+", " ") end
end

request = function()
  count = count + 1
  local name = seed .. "x" .. count
  return wrk.format("POST", nil, headers, system.body:format(first + count % 100, name, name, text))
end

response = function(status, fields, body)
  if system.taken(status, fields, body) then taken = taken + 1 end
end

local threads = {}
setup = function(thread) table.insert(threads, thread) end

done = function(summary)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get("taken") end
  io.write(string.format("taken: %d in %f s\n", all, summary.duration / 1e6))
end
