-- Distinct comments by distinct people, over a hundred pages. An answer counts as taken only when
-- it is the redirect to the new comment; the database is counted afterwards.
local count = 0
local seed = os.time() .. tostring({}):gsub("[^0-9a-f]", "")
local text = string.rep("A+sentence+that+somebody+could+have+written.+", 7)
local headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
taken = 0

request = function()
  count = count + 1
  local name = seed .. "x" .. count
  local body = "page=/p" .. (count % 100) .. "/&author=Bench&email=" .. name ..
    "@example.org&comment=" .. name .. "+" .. text
  return wrk.format("POST", "/comments/post", headers, body)
end

response = function(status)
  if status == 303 then taken = taken + 1 end
end

local threads = {}
setup = function(thread) table.insert(threads, thread) end

done = function(summary)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get("taken") end
  io.write(string.format("taken: %d in %f s\n", all, summary.duration / 1e6))
end
